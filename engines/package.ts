/**
 * What modules of the user's own import as `unmap-bench`: the contract, and the layers of tier ts to put
 * engines together from. Where they are timed they get the build without `COUNT:` statements.
 */
export * from './contract/index.js'
export type { Gather, Mapped, ScatterList, TlbOps } from './driver/index.js'
export {
  ARM_LPAE_4K,
  clearEntries,
  descendOrInstall,
  type Format,
  fillLeaves,
  type PageTable,
  TABLE_PATHS,
  type TablePaths,
  writeLeaves,
} from './table/index.js'
export { tsEngine } from './ts/engine.js'
export { CALL_SHAPES, type CallShape } from './ts/shapes.js'
