/** The charts of a report, in its order. A new chart is a file here and a line below. */
import type { Chart } from './chart.js'
import { nsPerPage } from './ns-per-page.js'
import { speedUp } from './speed-up.js'

export const CHARTS: readonly Chart[] = [speedUp, nsPerPage]

export type { Chart, Table } from './chart.js'
export { POINTS, type Point, points } from './points.js'
export { DARK, FONT, LIGHT, type Theme } from './theme.js'
