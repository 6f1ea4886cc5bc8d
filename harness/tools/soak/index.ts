export type { SoakContext, SoakOptions, SoakOutcome, SoakPart } from './part.js'
export { SOAK_PARTS } from './parts.js'
