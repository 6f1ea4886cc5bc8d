/** The least that any engine must do in a cell, as it was timed in turn with the engines. */

import { type CellResult, pageOf, type Row } from '../../record/index.js'
import { type FigureOp, figureOps, undisturbedNs } from '../relations/cell.js'
import type { CellAnalysis } from './types.js'

/** Time that a limit took in a cell: the least that any engine must do there. */
export interface Limit {
  /** Row id: `ts/bare-loop`. */
  row: string
  op: FigureOp
  nsPerPage: number
}

/** The limits that were timed in a cell, by row and direction. */
export function limitsOf(
  cell: CellResult,
  rows: readonly Row[],
  bytes: CellAnalysis['bytes'],
): Limit[] {
  return rows
    .filter(({ role }) => role === 'limit')
    .flatMap((row) =>
      figureOps(cell).flatMap((op): Limit[] => {
        // As the engines' own times are, or a limit would not be one.
        const ns = undisturbedNs(cell, row, op)
        const moved = bytes[op]
        return ns === undefined || !moved
          ? []
          : [{ row: row.id, op, nsPerPage: ns / (moved / pageOf(cell)) }]
      }),
    )
}
