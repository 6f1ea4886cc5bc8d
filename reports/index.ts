/** Reports: everything that is made from an analysis, and nothing that measures. */
export {
  csv,
  EXPORTERS,
  exporterNamed,
  IN_FILE,
  mail,
  markdown,
  PAGE_FILE,
  type Printing,
  summary,
  terminal,
} from './exporters/index.js'
export {
  QUOTED_FOLDERS,
  QUOTED_RUNS,
  type QuotedRun,
  type QuotedRuns,
  readmeBlock,
  treesBlock,
  withBlock,
} from './quoted.js'
export { writeReports } from './write-reports.js'
