export { LimitsFailure, measureMachine } from './measure.js'
export { type LimitsPlan, planLimits } from './plan.js'
