import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apartIn } from './measure.js'
import { scoreCrossTalk, scoreSpeedups } from './score.js'

const close = (found: number | undefined, expected: number) =>
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < 1e-12, `${found}, not ${expected}`)

test("a process's value is the median of the last turns over the first, round by round", () => {
  const round = (first: number, last: number) => [first, 1, 1, last]
  const { map, unmap } = apartIn({
    map: [...round(100, 90), ...round(200, 200), ...round(400, 500)],
    unmap: [...round(50, 50), ...round(50, 25), ...round(50, 100)],
  })
  close(map, 0)
  close(unmap, 0)
  const { mixed } = apartIn({ mixed: [...round(100, 110), ...round(100, 121)] })
  close(mixed, 1.5 * Math.log(1.1))
})

/** Ten processes whose values lie evenly from `middle - reach` to `middle + reach`. */
const values = (middle: number, reach: number) =>
  Array.from({ length: 10 }, (_, at) => middle + reach * ((2 * at) / 9 - 1))

test('equivalent is what lies within 2 % with all of its interval', () => {
  const near = values(0.005, 0.005)
  const far = values(0.03, 0.005)
  const wide = values(0, 0.2)
  const processes = near.map((map, at) => ({
    small: { near: { map, unmap: -map }, far: { map: far[at] } },
    large: { wide: { mixed: wide[at] } },
  }))
  const rows = scoreCrossTalk(processes)
  assert.deepEqual(
    rows.map(({ cell, equivalent, op, row }) => [cell, row, op, equivalent]),
    [
      ['small', 'far', 'map', false],
      ['small', 'near', 'map', true],
      ['small', 'near', 'unmap', true],
      ['large', 'wide', 'mixed', false],
    ],
  )
  close(rows[0]?.apart.estimate, 0.03)
  close(rows[2]?.apart.estimate, -0.005)
  assert.ok(rows.every(({ apart }) => apart.low < apart.estimate && apart.estimate < apart.high))
})

test('what shifts a row and the baseline alike shifts no speed-up', () => {
  const shifts = values(-0.025, 0.01)
  const processes = shifts.map((shift, at) => ({
    cell: {
      'native/per-page': { mixed: shift },
      'native/punt': { mixed: shift + 0.001 * (at % 2) },
    },
  }))
  assert.ok(scoreCrossTalk(processes).every(({ equivalent }) => !equivalent))
  const [speedup, ...others] = scoreSpeedups(processes)
  assert.deepEqual([speedup?.row, speedup?.equivalent, others], ['native/punt', true, []])
  close(speedup?.apart.estimate, 0.0005)
})

test('one process alone shows nothing', () => {
  assert.deepEqual(scoreCrossTalk([{ small: { near: { map: 0 } } }]), [])
  assert.deepEqual(scoreCrossTalk([]), [])
})
