/** Statistics as pure functions with known answers. */
export * from './family.js'
export * from './interval.js'
export * from './paired.js'
export * from './quantile.js'
export * from './student.js'
