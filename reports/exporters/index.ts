export { csv } from './csv.js'
export { CLOSING } from './legend.js'
export type { TerminalOptions } from './look.js'
export { mail } from './mail.js'
export { markdown } from './markdown.js'
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
