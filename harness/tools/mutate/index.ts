/** Faults that are planted in copies of the tree, to see whether tests catch them. */
export { build } from './build-copy.js'
export * from './check-faults.js'
export { type Copy, copyTree } from './copy.js'
export * from './faults/index.js'
export * from './found.js'
export * from './mutate.js'
export * from './text.js'
