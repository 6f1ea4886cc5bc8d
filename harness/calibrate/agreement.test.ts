import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { type Analysis, analyse } from '../../results/index.js'
import { agreementOf } from './agreement.js'

const PLAIN = analyse(syntheticResult())

/** The same run, as if one row were as much faster in every cell. */
function faster(row: string, factor: number): Analysis {
  const cells = PLAIN.cells.map((cell) => ({
    ...cell,
    figures: Object.fromEntries(
      Object.entries(cell.figures).map(([id, ops]) => [
        id,
        Object.fromEntries(
          Object.entries(ops).map(([op, figure]) => {
            const { speedup } = figure
            if (id !== row || speedup === undefined) return [op, figure]
            const { estimate, high, low } = speedup
            return [
              op,
              {
                ...figure,
                speedup: { estimate: estimate * factor, low: low * factor, high: high * factor },
              },
            ]
          }),
        ),
      ]),
    ),
  }))
  return { ...PLAIN, cells }
}

test('a run agrees with itself', () => {
  const { contradictions, figures, held, repeats, spread } = agreementOf([PLAIN, PLAIN, PLAIN])
  assert.deepEqual(
    { contradictions, held, repeats, spread },
    { contradictions: 0, held: 1, repeats: 3, spread: [0, 0] },
  )
  assert.ok(figures > 10)
})

test('one row that is ten times faster once is spread, not held, and no contradiction', () => {
  const row = 'ts/unmap-pages'
  const { contradictions, held, spread } = agreementOf([PLAIN, PLAIN, faster(row, 10)])
  assert.ok(Math.abs(spread[1] - 9) < 1e-9, `${spread[1]}`)
  assert.ok(held < 1 && held > 0.5)
  assert.equal(contradictions, 0)
})

test('faster by one run and slower by another is a contradiction', () => {
  assert.ok(agreementOf([PLAIN, faster('ts/punt-range', 0.001)]).contradictions > 0)
})

test('a figure that a run lacks is left out', () => {
  const whole = agreementOf([PLAIN, PLAIN]).figures
  const less = analyse(syntheticResult({ withoutRows: ['ts/punt-range'] }))
  assert.ok(agreementOf([PLAIN, less]).figures < whole)
})
