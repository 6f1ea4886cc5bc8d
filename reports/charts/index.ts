/** Charts as functions from an analysis, and what other drawings share with them. */
export { bySizeSpec, type SizeLine, type SizeRow } from './by-size.js'
export { CHARTS } from './list.js'
export { labelledTicks } from './log-axis.js'
export { drawn, type Mark } from './mark.js'
export { byLadder } from './places.js'
export { cut, textWidth } from './text-width.js'
export { DARK, FONT, LIGHT, SERIES, type Theme } from './theme.js'
