/** Series: what is timed is what is run, and limits leave what engines leave. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  compileTape,
  GIB,
  KIB,
  MAP,
  MIB,
  type Outcome,
  phaseOutcome,
  SILENT,
  UNMAP,
} from '../contract/index.js'
import { domainOf, PAGES_4K } from '../testing.js'
import { timeTapeFloor } from './beside.js'
import { runPlainly } from './loops.js'
import { leavesOf, nativeEngines, nativeLoops, skip } from './testing.js'

const SIZE = 2 * MIB + 64 * KIB
const SLOTS = [0, 1, 2]
const maps = SLOTS.map(
  (slot) =>
    ({
      op: MAP,
      iova: 64 * GIB + slot * SIZE,
      paddr: 129 * GIB + slot * SIZE,
      size: SIZE,
    }) as const,
)
const unmaps = maps.map(({ iova, size }) => ({ op: UNMAP, iova, paddr: 0, size }) as const)
/** An untimed map, both directions timed one by one, and a mixed phase; it ends as it began. */
const tape = compileTape([
  { op: 'map', timed: false, operations: maps },
  { op: 'unmap', timed: true, evictBytes: MIB, operations: unmaps },
  { op: 'map', timed: true, operations: maps },
  { op: 'mixed', timed: true, operations: [...unmaps, ...maps, ...unmaps] },
])
const DOMAIN = domainOf({ pgsizeBitmap: PAGES_4K })
const OPTIONS = { cycles: 4, discarded: 2 }

for (const engine of [...nativeEngines, ...nativeLoops]) {
  test(`${engine.id} runs a series whole, and times what is to be timed`, () => {
    const session = engine.open(DOMAIN, SILENT)
    const { cpuNs, ns, outcomes, timed } = session.timeSeries(tape, OPTIONS)
    assert.deepEqual(
      timed.map(({ op }) => op),
      ['unmap', 'map', 'mixed'],
    )
    assert.equal(ns.length, 12)
    assert.ok(ns.every((value) => value > 0))
    assert.ok(cpuNs.every((value) => value > 0))
    for (const [at, phase] of tape.phases.entries()) {
      const { bytes, failures } = phaseOutcome(tape, phase)
      const cycles = OPTIONS.cycles + OPTIONS.discarded
      assert.deepEqual(outcomes[at], {
        bytes: cycles * bytes,
        failures: cycles * failures,
        error: 0,
      })
    }
    assert.deepEqual(leavesOf(session), [])
    session.close()
  })
}

test('a tape is read and nothing is done', { skip }, () => {
  const { ns, outcomes } = timeTapeFloor(tape, OPTIONS)
  assert.equal(ns.length, 12)
  assert.equal(outcomes[0].bytes, 6 * 3 * SIZE)
})

test('loops and the plain rendering leave the leaves of per-page', { skip }, () => {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  const perPage = nativeEngines.find(({ id }) => id === 'native/per-page')
  assert.ok(perPage)
  const open = () => perPage.open(DOMAIN, SILENT)
  const [layers, plain] = [open(), open()]
  assert.ok(runPlainly(plain))
  const sessions = [layers, plain, ...nativeLoops.map((loop) => loop.open(DOMAIN, SILENT))]
  const leaves = sessions.map((session) => {
    session.runMaps(tape, 0, 3, outcome)
    return leavesOf(session)
  })
  assert.equal(leaves[0].length, 3 * ((3 * SIZE) / 4096))
  for (const others of leaves) assert.deepEqual(others, leaves[0])
  for (const session of sessions) {
    session.runUnmaps(tape, 3, 6, outcome)
    assert.deepEqual(leavesOf(session), [])
    assert.equal(session.translate(64 * GIB), undefined)
  }
  assert.deepEqual(outcome, { bytes: 2 * sessions.length * 3 * SIZE, failures: 0, error: 0 })
})

test('table memory of many pages is the tables and little more', { skip }, () => {
  const engine = nativeEngines.find(({ id }) => id === 'native/punt-range')
  assert.ok(engine)
  const session = engine.open(DOMAIN, SILENT)
  const all = { iova: 64 * GIB, paddr: 0, size: 64 * GIB }
  const one = compileTape([{ op: 'map', timed: true, operations: [{ op: MAP, ...all }] }])
  session.runMaps(one, 0, 1, { bytes: 0, failures: 0, error: 0 })
  assert.ok(session.tableBytes() <= 128 * MIB * 1.03, `${session.tableBytes()} bytes`)
  session.close()
})

test('what is wrong is thrown, and a closed session stays closed', { skip }, () => {
  const [engine] = nativeEngines
  assert.throws(() => engine.open({ ...DOMAIN, ias: 49 }, SILENT), /ias/)
  assert.throws(
    () => engine.open({ ...DOMAIN, ias: 30, pgsizeBitmap: 2 ** 30 }, SILENT),
    /beyond ias/,
  )
  const session = engine.open(DOMAIN, SILENT)
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  assert.throws(() => session.runMaps(tape, 0, 99, outcome), /not on the tape/)
  const broken = { ...tape, size: Float64Array.from(tape.size, () => 0.5) }
  assert.throws(() => session.runMaps(broken, 0, 1, outcome), /whole numbers/)
  session.close()
  session.close()
  assert.throws(() => session.translate(0), /closed/)
})
