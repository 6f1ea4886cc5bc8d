export { LimitsFailure, measureMachine, measureRivals } from './measure.js'
export { type LimitsPlan, planLimits } from './plan.js'
export { RIVALRIES, type RivalRatios } from './rivals.js'
