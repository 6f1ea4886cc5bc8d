export { domainProblem, requireDomain } from './domain-problem.js'
export { ARM_LPAE_4K } from './formats/arm-lpae-4k.js'
export type { Format } from './formats/format.js'
export {
  type Leaves,
  leavesIn,
  OTHER_FORMATS,
  tableFormatOf,
  USUAL_FORMATS,
} from './formats/formats.js'
export { reachableTables } from './leaves.js'
export { PageTable } from './page-table.js'
export type { TablePaths } from './paths.js'
export * from './table-paths.js'
