/** Charts as functions from an analysis, and what they share. */
export type { Chart } from './chart.js'
export { CHARTS } from './list.js'
export { logTicks } from './log-axis.js'
export { cutWords, isCut, type Ratio, ratioAxis, ratioDomain } from './ratio-axis.js'
export { drawn, specOf } from './spec.js'
export { DARK, FONT, LIGHT, SERIES, seriesStyle, type Theme } from './theme.js'
