import { z } from 'zod'
import { opSchema } from '../schemas/index.js'

/** Instructions by stack: functions from the outermost on, `;` between them. */
export type Stacks = Readonly<Record<string, number>>

const countedSchema = z.object({
  instructions: z.number().nonnegative(),
  /** `Stacks`; absent where the source has a sum alone. */
  stacks: z.record(z.string(), z.number()).optional(),
})

/** Instructions of one direction in one cycle. */
export type Counted = z.infer<typeof countedSchema>

/** One cycle of a tape in the steady state, by the directions that are timed. */
export const cycleSchema = z.partialRecord(opSchema, countedSchema)
export type CycleInstructions = z.infer<typeof cycleSchema>

/** Instructions by function, those of the functions that it calls left out; the most first. */
export function byFunction(stacks: Stacks): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [stack, instructions] of Object.entries(stacks)) {
    const name = stack.slice(stack.lastIndexOf(';') + 1)
    sums.set(name, (sums.get(name) ?? 0) + instructions)
  }
  return new Map([...sums].sort(([, a], [, b]) => b - a))
}
