/** What the gate once said is believed of the same engine on the same tape, and of nothing else. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { KIB } from '../../../engines/index.js'
import { ownCache } from '../../../engines/instructions/testing.js'
import { cacheFolder } from '../../../engines/linux/trees/index.js'
import { engineOf } from '../../../engines/testing.js'
import { sweepCell } from '../../../workloads/index.js'
import { inThisProcess } from '../../processes/testing.js'
import { Interruption } from '../../terminal/interruption.js'
import { testEngine } from '../../testing/suites.js'
import { planCell } from '../plan/cell.js'
import { rowsOf } from '../plan/rows.js'
import { selectEngines } from '../selection/select-engines.js'
import { type CheckOptions, checkEngines } from './check.js'
import { GateCache, type Subject } from './gate-cache.js'

ownCache()

const cell = sweepCell({
  bufferBytes: 64 * KIB,
  pageSizes: ['4K'],
  alignment: 'aligned',
  mode: 'coherent-strict',
})
const OPTIONS = { seed: 1, hangMs: 30_000, checkAgain: false, spawn: inThisProcess }

async function check(engines: readonly string[], options: Partial<CheckOptions> = {}) {
  const rows = rowsOf(await selectEngines({ timed: engines, counted: [] }, 30_000, inThisProcess))
  const planned = planCell(cell, rows)
  const started: string[] = []
  const progress = { note() {}, update: (text: string) => started.push(text), end() {} }
  const interruption = new Interruption(
    () => {},
    () => {},
  )
  const given = { ...OPTIONS, progress, interruption, ...options }
  const checking = await checkEngines(rows, [planned], given)
  return { ...checking, rows, started: started.sort() }
}

const entries = () => join(cacheFolder(), 'gate')

test('what passed once is believed, and costs no process', async () => {
  const first = await check(['ts/punt'])
  assert.deepEqual(first.gate, { passed: 2, kept: 0 })
  assert.deepEqual(first.started, ['checking ts/per-page', 'checking ts/punt'])
  const second = await check(['ts/punt'])
  assert.deepEqual(second.gate, { passed: 2, kept: 2 })
  assert.deepEqual(second.started, [])
  assert.deepEqual(second.checked, first.checked)
  const more = await check(['ts/punt', 'ts/punt-range'])
  assert.deepEqual(more.gate, { passed: 3, kept: 2 })
  assert.deepEqual(more.started, ['checking ts/punt-range'])
})

test('nothing is believed where it is asked for, and another seed is another word', async () => {
  await check(['ts/punt'])
  assert.deepEqual((await check(['ts/punt'], { checkAgain: true })).gate, { passed: 2, kept: 0 })
  assert.deepEqual((await check(['ts/punt'], { seed: 2 })).gate, { passed: 2, kept: 0 })
})

test('a spoilt word is not believed', async () => {
  const { checked } = await check(['ts/punt'])
  for (const name of readdirSync(entries())) {
    const file = join(entries(), name)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace(/"digest":"./, '"digest":"x'))
  }
  const again = await check(['ts/punt'])
  assert.deepEqual(again.gate, { passed: 2, kept: 0 })
  assert.deepEqual(again.checked, checked)
})

test('of an engine that fails, and of a module of the user, no word is kept', async () => {
  for (const name of ['lies', 'own-baseline']) {
    const before = readdirSync(entries()).length
    const { gate, rows } = await check([testEngine(name)])
    const failed = rows.some(({ alive }) => !alive)
    assert.equal(failed, name === 'lies')
    assert.deepEqual(gate.passed - gate.kept, failed ? 0 : 1)
    assert.equal(readdirSync(entries()).length, before)
  }
})

test('a word is by engine, build, domain, tape and seed', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'unmap-bench-')), 'timed.node')
  writeFileSync(file, 'one build')
  const engine = { ...engineOf('punt'), buildFiles: () => [file] }
  const { domain } = cell
  const subject: Subject = { domain, tape: cell.compile(2), seed: 1 }
  const word = { counts: {}, peak: 2, digest: 'd' }
  new GateCache().save(engine, subject, word)
  const read = (changes: Partial<Subject> = {}, of = engine) =>
    new GateCache().read(of, { ...subject, ...changes })
  assert.deepEqual(read({ tape: cell.compile(2) }), word)
  const error = new Int8Array(subject.tape.op.length).fill(-17)
  assert.deepEqual(
    [
      read({ tape: cell.compile(3) }),
      read({ tape: { ...subject.tape, error } }),
      read({ domain: { ...domain, strict: false } }),
      read({ seed: 2 }),
      read({}, { ...engine, id: 'ts/other' }),
      read({}, { ...engine, buildFiles: () => [] }),
    ],
    Array.from({ length: 6 }),
  )
  writeFileSync(file, 'another build')
  assert.equal(read(), undefined)
})
