/** Comparisons as a terminal table, Markdown, JSON and HTML. */
export { changeChart } from './chart.js'
export { gateLines } from './gate-words.js'
export { compareHtml } from './html.js'
export { compareJson } from './json.js'
export { compareMarkdown } from './markdown.js'
export { compareTerminal } from './terminal.js'
