export { type LinuxBuild, PLAIN_BUILDS, SELF_TEST } from './build/index.js'
export { askedSymbols, type Config, parseConfig, requireAsked } from './config/symbols.js'
export type { LinuxEngine } from './engine.js'
export type { SelfTest } from './library/manifest.js'
export { commitsIn, isClone, releasesIn } from './revisions.js'
export {
  coreRowsOf,
  kernelSelfTests,
  type LinuxTier,
  libraryRows,
  linuxTier,
  linuxTierIn,
  readTrees,
} from './tier.js'
export {
  cloneOf,
  findKernels,
  requireTrusted,
} from './trees/index.js'
