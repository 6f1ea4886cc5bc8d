/** Merged runs of very many cells. */
export { overviewHtml } from './html.js'
export { type Overview, overviewTerminal } from './overview.js'
