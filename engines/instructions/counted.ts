import type { Op } from '../contract/index.js'

/** Instructions by stack: functions from the outermost on, `;` between them. */
export type Stacks = Readonly<Record<string, number>>

/** Instructions of one direction in one cycle. */
export interface Counted {
  instructions: number
  /** Absent where the source has a sum alone. */
  stacks?: Stacks | undefined
}

/** One cycle of a tape in the steady state, by the directions that are timed. */
export type CycleInstructions = Partial<Record<Op, Counted>>

/** Instructions by function, those of the functions that it calls left out; the most first. */
export function byFunction(stacks: Stacks): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [stack, instructions] of Object.entries(stacks)) {
    const name = stack.slice(stack.lastIndexOf(';') + 1)
    sums.set(name, (sums.get(name) ?? 0) + instructions)
  }
  return new Map([...sums].sort(([, a], [, b]) => b - a))
}
