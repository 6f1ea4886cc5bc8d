/** Charts as functions from an analysis, and what the page shares with them. */
export { historySpec } from './history.js'
export { CHARTS } from './list.js'
export { labelledTicks } from './log-axis.js'
export { cut, textWidth } from './text-width.js'
export { DARK, FONT, LIGHT, SERIES, type Theme } from './theme.js'
