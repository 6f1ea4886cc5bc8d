/**
 * What only the build that is timed does, seen from beside its own objects: each program has clocks,
 * eviction or write-back of its own in place of the real ones.
 */
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { GIB, KIB, MAP, MIB, projectRoot, UNMAP } from '../contract/index.js'
import { CountingProbe } from '../probes/counting.js'
import { leavesIn } from '../table/index.js'
import { domainOf } from '../testing.js'
import { checked } from './checks/testing.js'
import {
  nativeEngines,
  noLines,
  otherEngines,
  runStep,
  type Step,
  skip,
  twinOf,
} from './testing.js'

test('each clock is the one that it is called', { skip }, () => {
  assert.deepEqual(checked('checks/clock.c', { objects: ['cpu/clock.c'] }), [
    'monotonic 1000000004',
    'cpu 2000000004',
  ])
})

test('evicting the caches writes each of as many lines as are asked for', { skip }, () => {
  assert.deepEqual(checked('checks/evict.c', { objects: ['tape/evict.c'] }), [
    'room for 65536',
    '0 bytes: 0 lines',
    '4096 bytes: 64 lines',
    '65536 bytes: 1024 lines',
  ])
})

test('series and turns evict before each phase, and take times by their clocks', { skip }, () => {
  const cycle = [
    ...['evicts 64', 'maps 0 to 2'],
    ...['evicts 128', 'unmaps 2 to 4'],
    ...['evicts 0', 'unmaps 4 to 6'],
  ]
  assert.deepEqual(checked('checks/time.c', { objects: ['tape/time.c', 'tape/turns.c'] }), [
    // The first cycle, whose map takes 100, is thrown away; a reading of a clock takes 1.
    ...[...cycle, ...cycle, ...cycle],
    ...['passed 301, worked 31', 'passed 51, worked 6'],
    ...['passed 501, worked 51', 'passed 51, worked 6'],
    // What the clock takes is taken off: a turn has one cycle, or two of which it is the mean.
    ...[...cycle, ...cycle],
    '1 discarded, 1 timed: 350 ns, map 600 and unmap 100 halves',
    '1 discarded, 2 timed: 900 ns, map 800 and unmap 100 halves',
  ])
})

/** The operations of checks/write-back.c. */
const STEPS: Step[] = [
  [{ op: MAP, iova: GIB - 12 * KIB, paddr: GIB, size: 2 * MIB + 308 * KIB }],
  [{ op: MAP, iova: 4 * GIB, paddr: 4 * GIB, size: 6 * MIB }],
  [{ op: UNMAP, iova: GIB - 12 * KIB, paddr: 0, size: 2 * MIB + 308 * KIB }],
  [{ op: UNMAP, iova: 4 * GIB, paddr: 0, size: 6 * MIB }],
  [{ op: MAP, iova: 8 * GIB + 28 * KIB, paddr: GIB, size: 8 * KIB }],
  [{ op: UNMAP, iova: 8 * GIB + 28 * KIB, paddr: 0, size: 8 * KIB }],
]

test('what is timed writes back the lines that tier ts counts', { skip: noLines }, () => {
  const lines = checked('checks/write-back.c', { objects: engineSources() })
  const plain = [...nativeEngines, ...otherEngines].filter(
    ({ coherentOnly, format, variant }) =>
      variant.name === '' && coherentOnly === undefined && leavesIn(format).sizes.includes(4 * KIB),
  )
  // Nobody asks AMD's tables for it.
  assert.equal(lines.filter((line) => !line.includes('@amd-v1')).length, plain.length)
  for (const engine of plain) {
    const probe = new CountingProbe(engine.format)
    const domain = domainOf({ pgsizeBitmap: (4 * KIB) | (2 * MIB), coherent: false })
    const session = twinOf(engine).open(domain, probe)
    probe.take()
    const expected = STEPS.map((step) => {
      assert.equal(runStep(session, step).failures, 0)
      return probe.take().writeBackLines
    })
    session.close()
    assert.ok(
      lines.includes([`${engine.shape}@${engine.format}`, ...expected].join(' ')),
      `${engine.id}: ${expected} expected of\n${lines.join('\n')}`,
    )
  }
})

/** Sources of an engine, without what writes lines back and what only takes times. */
function engineSources(): string[] {
  const native = join(projectRoot(), 'engines', 'native')
  return [
    ...['core', 'driver', 'table', 'table/formats'].flatMap((folder) =>
      readdirSync(join(native, folder))
        .filter((name) => name.endsWith('.c'))
        .map((name) => `${folder}/${name}`),
    ),
    ...['tape/run.c', 'tape/session.c', 'cpu/pages.c', 'lists.c', 'shapes.c'],
  ]
}

test("what a kernel's file has written back is, whole tables and single ptes", { skip }, () => {
  const linux = join(projectRoot(), 'engines', 'linux')
  assert.deepEqual(checked(join(linux, 'checks', 'write-back.c'), { headers: [linux] }), [
    'maps',
    'writes back 4096 from 0 on',
    'syncs',
    'writes back 16 from 24 on',
  ])
})
