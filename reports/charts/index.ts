/** The charts of a report, in its order. A new chart is a file here and a line below. */
import { alignment } from './alignment.js'
import type { Chart } from './chart.js'
import { counts } from './counts.js'
import { dilution } from './dilution.js'
import { invalidation } from './invalidation.js'
import { ladder } from './ladder.js'
import { leftOnTable } from './left-on-table.js'
import { nsPerPage } from './ns-per-page.js'
import { rollback } from './rollback.js'
import { samples } from './samples.js'
import { speedUpBySize } from './speed-up-by-size.js'
import { waterfall } from './waterfall.js'

export const CHARTS: readonly Chart[] = [
  ladder,
  waterfall,
  leftOnTable,
  speedUpBySize,
  nsPerPage,
  alignment,
  counts,
  invalidation,
  rollback,
  dilution,
  samples,
]

export type { Chart, Table } from './chart.js'
export { POINTS, type Point, points } from './points.js'
export { DARK, FONT, LIGHT, type Theme } from './theme.js'
