/** The process that times call shapes beside what no engine can do without. */
import { setFlagsFromString } from 'node:v8'
import { TIMING_V8_FLAGS } from '../../bench/worker/v8-flags.js'
import type { Handlers } from '../../processes/kind.js'
import { timeBareLoops } from './bare-loops.js'
import type { Limits } from './protocol.js'
import { timeRivals } from './rivals.js'

for (const flag of TIMING_V8_FLAGS) setFlagsFromString(flag)

export function createHandlers(): Handlers<Limits> {
  return { bareLoops: timeBareLoops, rivals: timeRivals }
}
