/** Reports: everything that is made from an analysis, and nothing that measures. */
export * from './answer/index.js'
export {
  csv,
  mail,
  markdown,
  QUOTED_FOLDERS,
  QUOTED_RUNS,
  type QuotedRun,
  type QuotedRuns,
  quietAnswer,
  type ReportOptions,
  readmeBlock,
  summary,
  type TerminalOptions,
  terminalReport,
  treesBlock,
  withBlock,
} from './exporters/index.js'
export * from './words/index.js'
export { type WrittenReports, writeReports } from './write-reports.js'
