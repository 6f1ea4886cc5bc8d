export { cacheFolder, fillFolder } from './cache.js'
export { requireTrusted } from './clone.js'
export { type FoundKernel, findKernels } from './find-kernels.js'
export {
  type AddedFile,
  filesOfLibrary,
  includedPaths,
  includesOf,
  type LibraryFile,
} from './followed.js'
export {
  fileOf,
  type KernelFile,
  type KernelTree,
  namedAs,
  sha256,
  treeSha256,
} from './kernel-tree.js'
export { nameApart } from './name-apart.js'
export { fits, listedFor } from './pattern.js'
export { divide, readTree } from './read-tree.js'
export { type Ended, run } from './run.js'
export { cloneOf, fromFolder } from './source.js'
