/** How wide the intervals of a run are. */

import { halfWidth } from '../ratios/judge.js'
import { quantile } from '../stats/index.js'
import type { CellAnalysis, RowAnalysis } from './types.js'

/** As ratios' distances from 1. */
export interface HalfWidths {
  /** Half of the figures are within. */
  middle: number
  nineInTen: number
}

/** Of the speed-ups of call shapes; `undefined` where none has an interval. */
export function halfWidthsOf({
  cells,
  rows,
}: {
  cells: readonly CellAnalysis[]
  rows: readonly RowAnalysis[]
}): HalfWidths | undefined {
  const shapes = rows.filter(({ role }) => role === 'shape')
  const widths = cells.flatMap(({ figures }) =>
    shapes
      .flatMap(({ id }) => Object.values(figures[id] ?? {}))
      .flatMap(({ speedup }) => (speedup === undefined ? [] : [halfWidth(speedup)])),
  )
  const [middle, nineInTen] = [0.5, 0.9].map((share) => quantile(widths, share))
  return middle === undefined || nineInTen === undefined ? undefined : { middle, nineInTen }
}
