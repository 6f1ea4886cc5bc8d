/** Instructions that were counted before, cached by all that they depend on. */
import { Cache, domainSum, sumOf, tapeSum } from '../cache/index.js'
import type { Cycles, Job } from './batch.js'
import { type CycleInstructions, cycleSchema } from './counted.js'
import type { Meter } from './meter.js'

/** Goes up where the same files would be counted otherwise. */
const VERSION = 1

const MOST_ENTRIES = 5000

export const cachedInstructions = new Cache<CycleInstructions>(
  'instructions',
  cycleSchema,
  MOST_ENTRIES,
)

/**
 * All that a job's instructions depend on, as one word: the linked program, what is asked of it, the
 * tape, and who counts.
 */
export function keyOf(
  { domain, engine, tape }: Job,
  program: string,
  cycles: Cycles,
  { source, tool }: Meter,
): string {
  const { driver, format, shape } = engine
  const asked = [shape, format, driver, domainSum(domain)]
  return sumOf([VERSION, program, asked, tapeSum(tape), cycles, source, tool])
}
