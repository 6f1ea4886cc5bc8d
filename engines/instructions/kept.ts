/** Instructions that were counted before, kept by all that they depend on. */
import { z } from 'zod'
import { domainSum, KeptStore, sumOf, tapeSum } from '../kept/index.js'
import type { Cycles, Job } from './batch.js'
import type { CycleInstructions } from './counted.js'
import type { Meter } from './meter.js'

/** Goes up where the same files would be counted otherwise. */
const VERSION = 1

const MOST_KEPT = 5000

const countedSchema = z.object({
  instructions: z.number().nonnegative(),
  stacks: z.record(z.string(), z.number()).optional(),
})

export const keptInstructions = new KeptStore<CycleInstructions>(
  'instructions',
  z.partialRecord(z.enum(['map', 'unmap', 'mixed']), countedSchema),
  MOST_KEPT,
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
