export { clearEntries } from './clear-entries.js'
export { descendOrInstall } from './descend.js'
export { domainProblem, requireDomain } from './domain-problem.js'
export { engineOver } from './engine-over.js'
export { fittingFormat } from './fitting-format.js'
export { ARM_LPAE_4K } from './formats/arm-lpae-4k.js'
export type { Format, Geometry } from './formats/format.js'
export { formatProblem } from './formats/format-problem.js'
export {
  geometryOf,
  type Leaves,
  leavesIn,
  OTHER_FORMATS,
  ownFormat,
  USUAL_FORMATS,
  useFormat,
} from './formats/formats.js'
export { semanticsOver } from './formats/semantics.js'
export { reachableTables } from './leaves.js'
export { PageTable } from './page-table.js'
export type { TablePaths } from './paths.js'
export { rootOf } from './root.js'
export * from './table-paths.js'
export { fillLeaves, writeLeaves } from './write-leaves.js'
