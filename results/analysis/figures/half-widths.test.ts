import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { type Analysis, analyse } from '../analyse.js'
import { near } from '../testing.js'
import { halfWidthsOf } from './half-widths.js'

const analysis = analyse(syntheticResult())

/** The same with other intervals: one half width a figure of a call shape, null rows as wide as can be. */
function withWidths(widths: readonly number[]): Analysis {
  const left = [...widths]
  const shapes = analysis.rows.filter(({ role }) => role === 'shape').map(({ id }) => id)
  return {
    ...analysis,
    cells: analysis.cells.map((cell) => ({
      ...cell,
      figures: Object.fromEntries(
        Object.entries(cell.figures).map(([row, ops]) => [
          row,
          Object.fromEntries(
            Object.entries(ops).map(([op, { speedup: _, ...figure }]) => {
              const half = shapes.includes(row) ? left.shift() : 1
              const speedup = half && { estimate: 5, low: 5 / (1 + half), high: 5 * (1 + half) }
              return [op, { ...figure, ...(speedup && { speedup }) }]
            }),
          ),
        ]),
      ),
    })),
  }
}

test('known answer: the middle and nine in ten of the half widths of call shapes, whatever their order', () => {
  const widths = halfWidthsOf(withWidths([0.03, 0.01, 0.02, 0.05, 0.04, 0.06]))
  near(widths?.middle, 0.035)
  near(widths?.nineInTen, 0.055)
})

test('figures without an interval have no half width; none has one without intervals', () => {
  near(halfWidthsOf(withWidths([0.01]))?.nineInTen, 0.01)
  assert.equal(halfWidthsOf(withWidths([])), undefined)
})
