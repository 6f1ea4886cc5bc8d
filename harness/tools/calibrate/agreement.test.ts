import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../../results/fixtures/synthetic.js'
import type { Result } from '../../../results/record/index.js'
import { agreementOf } from './agreement.js'

const PLAIN = syntheticResult()

/** The same run, as if one row's times were so many times as long in every cell. */
function scaled(row: string, factor: number): Result {
  const cells = PLAIN.cells.map((cell) => {
    const ops = Object.entries(cell.ns[row] ?? {}).map(([op, times]) => [
      op,
      times.map((ns) => ns && ns * factor),
    ])
    return { ...cell, ns: { ...cell.ns, [row]: Object.fromEntries(ops) } }
  })
  return { ...PLAIN, cells }
}

test('a run agrees with itself', () => {
  const { comparisons, contradictions, figures, missed, repeats, spread, z } = agreementOf([
    PLAIN,
    PLAIN,
    PLAIN,
  ])
  assert.deepEqual(
    { contradictions, missed, repeats, spread, z },
    { contradictions: 0, missed: 0, repeats: 3, spread: [0, 0], z: 0 },
  )
  assert.ok(figures > 10 && comparisons > figures)
})

test('one row that is ten times faster once is spread and missed, and no contradiction', () => {
  const row = 'ts/unmap-pages'
  const { contradictions, missed, spread, z } = agreementOf([PLAIN, PLAIN, scaled(row, 0.1)])
  assert.ok(Math.abs(spread[1] - 9) < 1e-9, `${spread[1]}`)
  // Its figures are a third of all, and two of their three pairs.
  assert.ok(Math.abs(missed - 2 / 9) < 1e-9, `${missed}`)
  assert.ok(z > 10)
  assert.equal(contradictions, 0)
})

test('faster by one run and slower by another is a contradiction', () => {
  assert.ok(agreementOf([PLAIN, scaled('ts/punt-range', 1000)]).contradictions > 0)
})

test('repeats of like noise miss and scatter as their standard errors say', () => {
  const repeats = Array.from({ length: 12 }, (_, at) => syntheticResult({ seed: at + 1 }))
  const { halfWidths, missed, z } = agreementOf(repeats)
  assert.ok(missed > 0.02 && missed < 0.08, `${missed}`)
  assert.ok(z > 0.9 && z < 1.2, `${z}`)
  assert.ok(halfWidths[0] > 0 && halfWidths[0] < halfWidths[1])
})

test('a figure that a run lacks is left out', () => {
  const whole = agreementOf([PLAIN, PLAIN]).figures
  assert.ok(
    agreementOf([PLAIN, syntheticResult({ withoutRows: ['ts/punt-range'] })]).figures < whole,
  )
})
