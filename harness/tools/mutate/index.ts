/** Faults that are planted in copies of the tree, to see whether tests catch them. */
export * from './check-faults.js'
export * from './faults/index.js'
export * from './found.js'
export * from './mutate.js'
export * from './text.js'
