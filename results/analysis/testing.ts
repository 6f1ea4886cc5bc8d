/** What tests of the analysis share. */

import assert from 'node:assert/strict'
import { syntheticResult } from '../fixtures/synthetic.js'
import { type TimeAt, withTimes } from '../fixtures/times.js'
import type { Result } from '../record/schema.js'
import type { Analysis } from './analyse.js'
import type { CellAnalysis, Figure } from './figures/types.js'
import type { FigureOp } from './relations/cell.js'

/** A row's figure in a cell, which must be there. */
export function figure(analysis: Analysis, cell: string, row: string, op: FigureOp): Figure {
  const found = cellOf(analysis, cell).figures[`ts/${row}`]?.[op]
  assert.ok(found, `no figure of ${row} in ${cell}, ${op}`)
  return found
}

/** A cell, which must be there. */
export function cellOf(analysis: Analysis, id: string): CellAnalysis {
  const found = analysis.cells.find((cell) => cell.id === id)
  assert.ok(found, `no cell ${id}`)
  return found
}

/** Asserts that two numbers differ by less than a millionth. */
export function near(actual: number | undefined, expected: number): void {
  assert.ok(actual !== undefined && Math.abs(actual / expected - 1) < 1e-6, `${actual}`)
}

/** All rows take 1000 ns, but these rows' factor times as long. */
export function timed(factor: (at: TimeAt) => number, result: Result = syntheticResult()): Result {
  return withTimes(result, (at) => 1000 * factor(at))
}
