/** From a result to what reports are made of. */
export { analyse } from './analyse.js'
export * from './speedups.js'
export * from './types.js'
export { BUSY_CPUS } from './warnings.js'
