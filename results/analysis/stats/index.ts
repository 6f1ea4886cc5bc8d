/** Statistics as pure functions with known answers; generations.ts and trimmed.ts are the method. */
export * from './bound.js'
export * from './generations.js'
export * from './holm.js'
export * from './quantile.js'
export * from './shape.js'
export * from './student.js'
export * from './trimmed.js'
