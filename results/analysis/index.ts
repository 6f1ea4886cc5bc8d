/** From a result to what reports are made of. */
export { analyse } from './analyse.js'
export { type HalfWidths, halfWidthsOf } from './half-widths.js'
export { isExplained, judgedOf } from './judged-of.js'
export * from './speedups.js'
export { STEP_CHANGES, type StepChange } from './steps.js'
export * from './types.js'
export { BUSY_CPUS } from './warnings.js'
