import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  CountingProbe,
  type Counts,
  compileTape,
  KIB,
  MAP,
  type Operation,
  type Outcome,
  type Tape,
  UNMAP,
} from '../../../engines/index.js'
import { engineOf } from '../../../engines/testing.js'
import { sweepCell } from '../../../workloads/index.js'
import { brokenEngine } from '../../testing/engines/broken.js'
import { countCycle, countEngine, countOnce } from './count.js'

const cell = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})

test('a cycle is counted in the steady state: no table is allocated any more', () => {
  const probe = new CountingProbe()
  const baseline = engineOf('per-page')
  const counts = countCycle(baseline.open(cell.domain, probe), cell.compile(3), probe)
  assert.equal(counts.map?.walks, 48)
  assert.equal(counts.map?.tableAllocs, 0)
  assert.equal(counts.unmap?.tlbAdds, 48)
  assert.equal(counts.unmap?.finalSyncs, 3)
})

test('an engine counts the invalidation commands of its own format alone', () => {
  const tape = cell.compile(3)
  const ours = countEngine(engineOf('per-page'), cell.domain, tape)
  assert.deepEqual(countOnce(engineOf('per-page'), cell.domain, tape).cycle, ours)
  const guest = countEngine({ ...engineOf('per-page'), format: 'amd-v1' }, cell.domain, tape)
  const other = countEngine({ ...engineOf('per-page'), format: 'other' }, cell.domain, tape)
  const commands = (counts: Counts = {}) =>
    Object.entries(counts).filter(([name]) => name.startsWith('tlbi'))
  assert.deepEqual(commands(ours.unmap), [
    ['tlbiPerPage', 51],
    ['tlbiList', 51],
    ['tlbiRange', 6],
    ['tlbiTwoRanges', 6],
  ])
  assert.deepEqual(commands(guest.unmap), [
    ['tlbiAmd', 6],
    ['tlbiAmdNp', 6],
  ])
  assert.deepEqual(commands(other.unmap), [])
  assert.equal(other.unmap?.tlbAdds, ours.unmap?.tlbAdds)
})

test('counts that vary from cycle to cycle are an error', () => {
  const probe = new CountingProbe()
  let cycle = 0
  const engine = brokenEngine('varies', (session) => ({
    runMaps(tape: Tape, from: number, to: number, into: Outcome) {
      session.runMaps(tape, from, to, into)
      if (cycle++ === 2) probe.walk()
    },
  }))
  assert.throws(
    () => countCycle(engine.open(cell.domain, probe), cell.compile(1), probe),
    /map: walks was 16 in one cycle and 17 in the next/,
  )
})

test('what unmaps of a mixed phase access is told apart from its maps', () => {
  const at = (op: Operation['op'], iova: number): Operation => ({
    ...{ op, iova: iova * KIB, paddr: 0, size: 16 * KIB },
  })
  const steps = [
    { op: 'map', operations: [at(MAP, 0), at(MAP, 16)] },
    { op: 'unmap', operations: [at(UNMAP, 0)] },
    { op: 'map', operations: [at(MAP, 0)] },
    { op: 'unmap', operations: [at(UNMAP, 0), at(UNMAP, 16)] },
  ] as const
  const operations = steps.flatMap((step) => step.operations)
  const tape = compileTape([{ op: 'mixed', timed: true, operations }])
  const apart = compileTape(steps.map((step) => ({ ...step, timed: true })))
  for (const shape of ['per-page', 'map-unmap-pages'] as const) {
    const { unmapAccesses } = countOnce(engineOf(shape), cell.domain, tape)
    const { unmap = {} } = countEngine(engineOf(shape), cell.domain, apart)
    const { pteCas = 0, pteReads = 0, pteWrites = 0 } = unmap
    assert.equal(unmapAccesses, pteReads + pteWrites + pteCas, shape)
    assert.ok(unmapAccesses > 0)
  }
})
