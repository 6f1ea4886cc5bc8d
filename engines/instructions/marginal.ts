/** What one cycle comes to: the difference between many cycles and few, which start-up drops out of. */
import type { Op } from '../contract/index.js'
import type { Counted, CycleInstructions, Stacks } from './counted.js'

/** What a number of cycles came to. */
export interface Reading {
  cycles: number
  counted: CycleInstructions
}

const NOTHING: Counted = { instructions: 0 }

/** One cycle's instructions of one direction, from what few cycles came to and what many did. */
export function perCycle(op: Op, few: Reading, many: Reading): Counted {
  const cycles = many.cycles - few.cycles
  const before = few.counted[op] ?? NOTHING
  const after = many.counted[op] ?? NOTHING
  const instructions = (after.instructions - before.instructions) / cycles
  if (after.stacks === undefined) return { instructions }
  return { instructions, stacks: stacksPerCycle(before.stacks ?? {}, after.stacks, cycles) }
}

function stacksPerCycle(before: Stacks, stacks: Stacks, cycles: number): Stacks {
  const names = Object.keys({ ...before, ...stacks })
  const marginal = names.map(
    (name) => [name, ((stacks[name] ?? 0) - (before[name] ?? 0)) / cycles] as const,
  )
  return Object.fromEntries(marginal.filter(([, count]) => count !== 0))
}

/** Most instructions a page by which two countings may differ. */
const TOLERANCE = 0.1

/** Why two countings of one cycle cannot be believed; `undefined` where they agree. */
export function disagreement(one: Counted, other: Counted, pages: number): string | undefined {
  const apart = Math.abs(one.instructions - other.instructions)
  if (apart <= TOLERANCE * pages) return undefined
  return `a cycle took ${one.instructions} instructions and then ${other.instructions}: more than ${TOLERANCE} a page apart`
}
