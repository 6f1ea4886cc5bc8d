/** Instructions of engines in C, counted in a plain program: docs/instructions.md. */
export { type Job, writeBatch } from './batch.js'
export { type Answer, countInstructions } from './count.js'
export { byFunction, type CycleInstructions } from './counted.js'
export { findMeter, METER_REMEDY, type Meter } from './meter.js'
