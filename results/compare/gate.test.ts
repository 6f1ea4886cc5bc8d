import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareTwo, quietRun, slowed, withCell } from './fixtures.js'
import { gateComparison, parseGate } from './gate.js'

const OLD = quietRun({ seed: 1 })
const AGAIN = quietRun({ seed: 2 })
const SHAPE = 'ts/unmap-pages'
const gated = (now: typeof OLD, gate: number | 'counts', old = OLD) =>
  gateComparison(compareTwo(old, now).comparison, gate)

test('nothing worse passes', () => {
  const result = gated(AGAIN, 0.03)
  assert.equal(result.outcome, 'passed')
  assert.ok(result.judged > 50)
  assert.ok((result.smallestGate ?? 1) <= 0.03)
  for (const list of [result.worse, result.undecided, result.lost]) assert.deepEqual(list, [])
})

test('what is faster passes', () => {
  assert.equal(gated(slowed(AGAIN, 0.7, { row: SHAPE }), 0.03).outcome, 'passed')
})

test('what is worse beyond the gate does not, and is named', () => {
  const now = slowed(AGAIN, 1.1, { row: SHAPE, cell: '64K@4K', op: 'map' })
  const { outcome, worse } = gated(now, 0.03)
  assert.equal(outcome, 'worse')
  assert.ok(worse.some(({ cell, row, op }) => cell === '64K@4K' && row === SHAPE && op === 'map'))
  assert.ok(worse.every(({ interval }) => interval.low > 1.03))
})

test('a slowdown within the gate passes, near it or not', () => {
  const result = gated(slowed(AGAIN, 1.1, { row: SHAPE }), 0.2)
  assert.equal(result.outcome, 'passed')
  assert.deepEqual(result.near, [])
  const near = gated(slowed(AGAIN, 1.2, { row: SHAPE }), 0.2)
  assert.ok(near.near.length > 0)
})

test('runs too noisy for the gate cannot decide, and say what they can', () => {
  const noise = { generation: 0.05, round: 0.03, row: 0.02 }
  const [old, now] = [quietRun({ seed: 1, noise }), quietRun({ seed: 2, noise })]
  const { outcome, smallestGate, undecided, worse } = gated(now, 0.001, old)
  assert.equal(outcome, 'undecided')
  assert.ok(undecided.length > 0)
  assert.deepEqual(worse, [])
  assert.ok(smallestGate !== undefined && smallestGate > 0.001)
  assert.equal(gated(now, smallestGate, old).undecided.length, 0)
})

test('what was there and is gone cannot be judged; what came can be left alone', () => {
  const now = quietRun({ seed: 2, withoutCells: ['64M@4K'] })
  const gone = gated(now, 0.03)
  assert.equal(gone.outcome, 'undecided')
  assert.deepEqual(gone.lost, [{ run: 'new', what: 'cell 64M@4K is gone' }])
  assert.equal(gated(OLD, 0.03, now).outcome, 'passed')
  assert.equal(gated(now, 'counts').outcome, 'undecided')
  assert.equal(gated(quietRun({ seed: 2, withoutRows: [SHAPE] }), 0.03).outcome, 'undecided')
})

test('a row that fails in the new run alone is worse, whatever the gate', () => {
  const now = quietRun({ seed: 2, fail: { row: SHAPE, cell: '64K@4K' } })
  for (const gate of [0.03, 'counts'] as const) {
    const { failed, outcome } = gated(now, gate)
    assert.equal(outcome, 'worse')
    assert.deepEqual(
      failed.map(({ row }) => row),
      [SHAPE],
    )
  }
  assert.equal(gated(now, 'counts', now).outcome, 'passed')
})

test('counts: more is worse, fewer passes, and times do not matter', () => {
  const counting = (extra: number) =>
    withCell(slowed(AGAIN, 2), '64K@4K', ({ counts }) => {
      const unmap = counts[SHAPE]?.unmap
      if (unmap?.walks !== undefined) unmap.walks += extra
    })
  assert.equal(gated(counting(0), 'counts').outcome, 'passed')
  assert.equal(gated(counting(-1), 'counts').outcome, 'passed')
  const { more, outcome } = gated(counting(1), 'counts')
  assert.equal(outcome, 'worse')
  assert.deepEqual(
    more.map(({ cell, counter }) => [cell, counter]),
    [['64K@4K', 'walks']],
  )
})

test('larger leaves are not worse, and an engine that is no longer counted is not passed over', () => {
  const more = withCell(AGAIN, '64K@4K', ({ counts }) => {
    const map = counts[SHAPE]?.map
    if (map) map.blockLeaves = (map.blockLeaves ?? 0) + 1
  })
  assert.equal(gated(more, 'counts').outcome, 'passed')
  const fewer = withCell(AGAIN, '64K@4K', ({ counts }) => {
    delete counts[SHAPE]
  })
  const { lost, outcome } = gated(fewer, 'counts')
  assert.equal(outcome, 'undecided')
  assert.deepEqual(lost, [{ run: 'new', what: `${SHAPE} in 64K@4K: no longer counted` }])
})

test('a single generation allows no interval: nothing is decided', () => {
  const now = quietRun({ seed: 2, generations: 1 })
  const { judged, lost, outcome } = gated(now, 0.03)
  assert.deepEqual([judged, outcome], [0, 'undecided'])
  assert.match(lost[0]?.what ?? '', /a single generation allows no interval/)
})

test('gates are read as a share or counts', () => {
  assert.deepEqual(['3%', '0.5 %', 'counts', '0%'].map(parseGate), [0.03, 0.005, 'counts', 0])
  for (const text of ['3', '', '-3%', 'count', '3%%', '1e3%']) {
    assert.throws(() => parseGate(text), /neither a share such as 3% nor counts/)
  }
})
