export { type LinuxBuild, PLAIN_BUILDS, SELF_TEST, type SelfTests } from './build/index.js'
export { askedSymbols, type Config, parseConfig, requireAsked } from './config/symbols.js'
export { LINUX_VARIANTS, type LinuxEngine } from './engine.js'
export type { SelfTest } from './library/manifest.js'
export { commitsIn, isClone, type Revision, releasesIn } from './revisions.js'
export {
  coreRowsOf,
  kernelSelfTests,
  type LinuxTier,
  linuxTier,
  linuxTierIn,
  readTrees,
  type TreeOptions,
} from './tier.js'
export {
  cloneOf,
  type FoundKernel,
  findKernels,
  type KernelFile,
  type KernelTree,
} from './trees/index.js'
