/**
 * The series against what a kernel tree did before it: unmap_pages over the tree's own `.unmap`, which
 * takes one page a call by other code than `per-page` through `*_pages` with a count of 1.
 */

import type { CellResult, Row } from '../../record/index.js'
import type { CellAnalysis } from '../figures/types.js'
import { type How, type Judged, judgeRows } from '../ratios/judge.js'
import { floorIn } from '../ratios/noise.js'
import { type Contrast, contrast } from '../ratios/pairs.js'
import { isTimed } from '../relations/cell.js'
import { comparable } from '../relations/counterparts.js'

/** unmap_pages over a kernel tree's own `.unmap`, in one cell; `op` is `mixed` in mixes and traces. */
export interface OverOld {
  cell: string
  op: 'unmap' | 'mixed'
  /** Row ids. */
  row: string
  old: string
  /** time(old) / time(row). */
  judged: Judged
}

/** A kernel tree's row of its own `.map` and `.unmap`, and what is compared with it. */
const OLD = 'old-map-unmap'
const SERIES = 'unmap-pages'

export interface OldPair {
  cell: CellResult
  row: Row
  old: Row
  op: OverOld['op']
  /** ln(time(old) / time(row)). */
  contrast: Contrast
}

export function pairOverOld(cells: readonly CellResult[], rows: readonly Row[]): OldPair[] {
  const sides = rows
    .filter(({ shape }) => shape === OLD)
    .flatMap((old) => {
      const row = rows.find((one) => one.shape === SERIES && comparable(one, old))
      return row === undefined ? [] : [{ old, row }]
    })
  return cells.flatMap((cell) =>
    (['unmap', 'mixed'] as const)
      .filter((op) => cell.ops.includes(op))
      .flatMap((op) =>
        sides
          .filter((pair) => Object.values(pair).every((row) => isTimed(cell, row, op)))
          .map(({ old, row }) => ({ cell, row, old, op, contrast: contrast(cell, old, row, op) })),
      ),
  )
}

/** A pair as it is judged; none where there are too few generations. */
export function finishOverOld(
  { cell, contrast, old, op, row }: OldPair,
  cells: readonly CellAnalysis[],
  how: How,
): OverOld[] {
  const judged = judgeRows(contrast, how, floorIn(cells, cell.id, row.format, op))
  return judged === undefined ? [] : [{ cell: cell.id, op, row: row.id, old: old.id, judged }]
}
