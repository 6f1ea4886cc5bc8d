export { csv } from './csv.js'
export { CLOSING } from './legend.js'
export { lookOf, type TerminalOptions } from './look.js'
export { mail } from './mail.js'
export { markdown } from './markdown.js'
export { plain } from './markdown-text.js'
export { paint } from './paint.js'
export {
  QUOTED_FOLDERS,
  QUOTED_RUNS,
  type Quoted,
  type QuotedRun,
  type QuotedRuns,
  readmeBlock,
  treesBlock,
  withBlock,
} from './readme.js'
export { summary } from './summary.js'
export { quietAnswer, type ReportOptions, terminalReport } from './terminal.js'
export { type TextCell, textTable } from './text-table.js'
