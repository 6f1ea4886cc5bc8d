/** First pass over a run: what is compared, and how each comparison is judged once all of them are known. */
import type { CellResult, Row } from '../../record/index.js'
import type { CellAnalysis } from '../figures/types.js'
import type { How } from '../ratios/judge.js'
import { type FigureOp, isTimed } from '../relations/cell.js'
import type { Sample } from '../stats/index.js'

/** A comparison before all of the run are known. */
export interface Pending<Judged> {
  /** Absent where there are too few generations for an interval: then nothing comes of it. */
  sample: Sample | undefined
  judge(how: How, cells: readonly CellAnalysis[]): Judged[]
}

/** Two rows in one cell and direction. */
export interface RowPair {
  cell: CellResult
  op: FigureOp
  before: Row
  after: Row
}

/** Pairs of rows in each direction in which both gave times. */
export function timedPairs(
  cell: CellResult,
  pairs: ReadonlyArray<Pick<RowPair, 'before' | 'after'>>,
  ops: readonly FigureOp[],
): RowPair[] {
  return pairs.flatMap(({ after, before }) =>
    ops
      .filter((op) => isTimed(cell, before, op) && isTimed(cell, after, op))
      .map((op) => ({ cell, op, before, after })),
  )
}
