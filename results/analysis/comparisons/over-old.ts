/**
 * The series against what a kernel tree did before it: unmap_pages over the tree's own `.unmap`, which
 * takes one page a call by other code than `per-page` through `*_pages` with a count of 1.
 */

import type { CellResult, Row } from '../../record/index.js'
import { type Judged, judgeRows } from '../ratios/judge.js'
import { floorIn } from '../ratios/noise.js'
import { contrast } from '../ratios/pairs.js'
import type { FigureOp } from '../relations/cell.js'
import { comparable } from '../relations/counterparts.js'
import { type Pending, timedPairs } from './pending.js'

/** unmap_pages over a kernel tree's own `.unmap`, in one cell; `op` is `mixed` in mixes and traces. */
export interface OverOld {
  cell: string
  op: FigureOp
  /** Row ids. */
  row: string
  old: string
  /** time(old) / time(row). */
  judged: Judged
}

/** A kernel tree's row of its own `.map` and `.unmap`, and what is compared with it. */
const OLD = 'old-map-unmap'
const SERIES = 'unmap-pages'

export function pairOverOld(
  cells: readonly CellResult[],
  rows: readonly Row[],
): Array<Pending<OverOld>> {
  const sides = rows
    .filter(({ shape }) => shape === OLD)
    .flatMap((before) => {
      const after = rows.find((one) => one.shape === SERIES && comparable(one, before))
      return after === undefined ? [] : [{ before, after }]
    })
  return cells
    .flatMap((cell) =>
      timedPairs(
        cell,
        sides,
        cell.ops.filter((op) => op !== 'map'),
      ),
    )
    .map(({ after: row, before: old, cell, op }) => {
      const compared = contrast(cell, old, row, op)
      return {
        sample: compared.sample,
        judge: (how, analysed) => {
          const judged = judgeRows(compared, how, floorIn(analysed, cell.id, row.format, op))
          return judged === undefined
            ? []
            : [{ cell: cell.id, op, row: row.id, old: old.id, judged }]
        },
      }
    })
}
