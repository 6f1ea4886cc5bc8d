/** Merged runs of very many cells. */
export { overviewHtml } from './html.js'
export type { Overview } from './overview.js'
export { overviewTerminal } from './terminal.js'
