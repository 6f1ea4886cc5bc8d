import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSecureContext } from 'node:tls'
import {
  compileTape,
  EEXIST,
  GIB,
  KIB,
  MAP,
  MIB,
  phaseOutcome,
  SILENT,
  type Tape,
  UNMAP,
} from '../contract/index.js'
import { domainOf, PAGES_4K } from '../testing.js'
import type { Handle } from './binding.js'
import { leavesOf, nativeEngines, nativeLoops, skip } from './testing.js'
import { runTurns, type TurnRow, WrongOutcome } from './turns.js'

const SIZE = 64 * KIB
const DOMAIN = domainOf({ pgsizeBitmap: PAGES_4K })
/** One that finds its caches as the turn before left them. */
const LEAST_TIMED_NS = 60_000

/** Both directions, or one that a map nobody times prepares. */
function tapeOf(slots: number, { evictBytes = 0, timeMap = true } = {}): Tape {
  const maps = Array.from({ length: slots }, (_, slot) => ({
    op: MAP as typeof MAP,
    iova: 64 * GIB + slot * SIZE,
    paddr: 129 * GIB + slot * SIZE,
    size: SIZE,
  }))
  const unmaps = maps.map(({ iova, size }) => ({ op: UNMAP, iova, paddr: 0, size }) as const)
  return compileTape([
    { op: 'map', timed: timeMap, operations: maps },
    { op: 'unmap', timed: true, evictBytes, operations: unmaps },
  ])
}

/** Rounds in which the rows' turns are moved by one each. */
function ordersOf(rows: number, rounds: number): Uint16Array {
  return Uint16Array.from({ length: rows * rounds }, (_, at) => (at + Math.floor(at / rows)) % rows)
}

function openRows(ids: readonly string[], tape: Tape) {
  const engines = [...nativeEngines, ...nativeLoops].filter(({ id }) => ids.includes(id))
  const rows = engines.map((engine) => ({ session: engine.open(DOMAIN, SILENT), tape }))
  const close = () => {
    for (const { session } of rows) session.close()
  }
  return { rows, close }
}

test('rows of all modules take turns, whole and timed for long enough', { skip }, () => {
  const ids = [
    'native/per-page',
    'native/punt-range',
    'native+retpoline/per-page',
    'native+clang/punt',
    'native/bare-loop',
  ]
  const { close, rows } = openRows(ids, tapeOf(8))
  const own: TurnRow = { ...rows[0], tape: tapeOf(1, { timeMap: false }) }
  const all = [own, ...rows.slice(1)]
  const rounds = 6
  const orders = ordersOf(all.length, rounds)
  const results = runTurns(all, orders)
  assert.equal(results.length, all.length)
  for (const [row, { cycles, ns, outcomes, timed, timedNs }] of results.entries()) {
    const { tape } = all[row]
    assert.deepEqual(
      timed.map(({ op }) => op),
      row === 0 ? ['unmap'] : ['map', 'unmap'],
    )
    assert.equal(ns.length, rounds * timed.length)
    assert.ok(ns.every((value) => value > 0))
    assert.ok(cycles.discarded.every((count) => count >= 2))
    assert.ok(timedNs.every((value) => value >= LEAST_TIMED_NS))
    // Fast rows are timed for as long as slow ones, so that they run more cycles.
    assert.ok(cycles.timed.every((count) => count >= 1))
    const count = [...cycles.discarded, ...cycles.timed].reduce((sum, value) => sum + value)
    for (const [at, phase] of tape.phases.entries()) {
      const { bytes, failures } = phaseOutcome(tape, phase)
      assert.deepEqual(outcomes[at], {
        bytes: count * bytes,
        failures: count * failures,
        error: 0,
      })
    }
    assert.deepEqual(leavesOf(rows[row].session), [])
  }
  close()
})

test('the figure of a turn is the median of its cycles', { skip }, () => {
  const { close, rows } = openRows(['native/per-page'], tapeOf(64, { timeMap: false }))
  const [once] = runTurns(rows, ordersOf(1, 9), { timeNs: 1 })
  assert.deepEqual(once.ns, once.timedNs)
  assert.ok(once.cycles.timed.every((count) => count === 1))
  // Of two cycles it is half of both, to half a nanosecond.
  const timeNs = 1.5 * Math.min(...once.ns)
  const [some] = runTurns(rows, ordersOf(1, 50), { timeNs: Math.round(timeNs) })
  const twos = [...some.ns.keys()].filter((round) => some.cycles.timed[round] === 2)
  assert.ok(twos.length > 0)
  for (const round of twos) assert.equal(2 * some.ns[round], some.timedNs[round])
  close()
})

test('turns are taken in the order that is given', { skip }, () => {
  const ids = ['native/per-page', 'native/punt', 'native/whole-run', 'native/punt-range']
  const { close, rows } = openRows(ids, tapeOf(2))
  const orders = Uint16Array.from([2, 0, 1, 3, 3, 2, 1, 0, 0, 2, 3, 1])
  const results = runTurns(rows, orders, { discardNs: 0 })
  const began = [...orders].map((row, at) => results[row].beganNs[Math.floor(at / rows.length)])
  assert.deepEqual(
    began,
    began.toSorted((a, b) => a - b),
  )
  assert.equal(new Set(began).size, began.length)
  close()
})

test('nothing is thrown away beyond what is asked for', { skip }, () => {
  const { close, rows } = openRows(['native/punt-range'], tapeOf(1))
  const [few] = runTurns(rows, ordersOf(1, 3), { discardNs: 0, discardCycles: 5 })
  assert.deepEqual([...few.cycles.discarded], [5, 5, 5])
  const [long] = runTurns(rows, ordersOf(1, 3), { discardNs: 1_000_000, discardCycles: 0 })
  // A turn that the system interrupts has had its time at once.
  assert.ok(long.cycles.discarded.some((count) => count > 5))
  close()
})

test('a cycle that evicts the caches is thrown away once', { skip }, () => {
  const { close, rows } = openRows(['native/per-page'], tapeOf(1, { evictBytes: 4 * MIB }))
  const [{ cycles, outcomes }] = runTurns(rows, ordersOf(1, 2), { timeNs: 1e12 })
  assert.deepEqual([...cycles.discarded], [1, 1])
  assert.ok(cycles.timed.every((count) => count >= 1 && count < 4096))
  assert.equal(outcomes[0].failures, 0)
  close()
})

test('a row that does not do its tape is named', { skip }, () => {
  const { close, rows } = openRows(['native/per-page', 'native/punt'], tapeOf(2))
  // It finds its first buffer mapped, in the first cycle alone.
  rows[1].session.runMaps(tapeOf(1), 0, 1, { bytes: 0, failures: 0, error: 0 })
  assert.throws(
    () => runTurns(rows, ordersOf(2, 2)),
    (error) => error instanceof WrongOutcome && error.row === 1 && /map did/.test(error.message),
  )
  close()
})

test('a row that fails as often as it is to, but elsewhere, is named for its bytes', {
  skip,
}, () => {
  const at = (place: number, size: number) => ({
    iova: 64 * GIB + place,
    paddr: 129 * GIB + place,
    size,
  })
  const [small, large] = [at(0, SIZE), at(SIZE, 2 * SIZE)]
  const tape = compileTape([
    {
      op: 'map',
      timed: true,
      operations: [
        { op: MAP, ...small, error: -EEXIST },
        { op: MAP, ...large },
      ],
    },
    { op: 'unmap', timed: true, operations: [{ op: UNMAP, ...small, paddr: 0 }] },
  ])
  const { close, rows } = openRows(['native/per-page'], tape)
  // What is in the way lies in the second buffer, not in the first.
  const other = compileTape([{ op: 'map', timed: true, operations: [{ op: MAP, ...large }] }])
  rows[0].session.runMaps(other, 0, 1, { bytes: 0, failures: 0, error: 0 })
  assert.throws(
    () => runTurns(rows, ordersOf(1, 2)),
    (error) => error instanceof WrongOutcome && /map did \d+ bytes/.test(error.message),
  )
  close()
})

test('wrong orders, tapes and sessions are refused', { skip }, () => {
  const tape = tapeOf(2)
  const { close, rows } = openRows(['native/per-page', 'native/punt'], tape)
  for (const orders of [[0], [0, 0], [0, 2], [0, 1, 1, 1], [0, 1, 1]]) {
    assert.throws(() => runTurns(rows, Uint16Array.from(orders)), /each row once in each round/)
  }
  assert.throws(() => runTurns([], new Uint16Array()), /there must be rows/)
  const untimed = { ...tape, phases: tape.phases.map((phase) => ({ ...phase, timed: false })) }
  const first = { session: rows[0].session, tape: untimed }
  assert.throws(() => runTurns([first], ordersOf(1, 1)), /nothing is timed/)
  const [, { session }] = rows
  session.close()
  assert.throws(() => runTurns(rows, ordersOf(2, 1)), /closed/)
  close()
})

test('an external that is no session is refused', { skip }, () => {
  // One that Node itself makes; nothing types it.
  const { context } = createSecureContext() as unknown as { context: { _external: Handle } }
  const row = { session: { handle: context._external }, tape: tapeOf(1) }
  assert.throws(() => runTurns([row], ordersOf(1, 1)), /a session of this build/)
  const none = { session: { handle: {} as Handle }, tape: tapeOf(1) }
  assert.throws(() => runTurns([none], ordersOf(1, 1)), /must be a session/)
})
