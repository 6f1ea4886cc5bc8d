/** What one cycle comes to: the difference between many cycles and few, which start-up drops out of. */
import type { Counted } from './counted.js'

/** What a number of cycles came to. */
export interface Reading {
  cycles: number
  counted: Counted
}

/**
 * One cycle of two readings.
 *
 * @param readings few cycles, and many.
 */
export function perCycle([few, many]: readonly [Reading, Reading]): Counted {
  const cycles = many.cycles - few.cycles
  const instructions = (many.counted.instructions - few.counted.instructions) / cycles
  const { stacks } = many.counted
  if (stacks === undefined) return { instructions }
  const before = few.counted.stacks ?? {}
  const names = Object.keys({ ...before, ...stacks })
  const marginal = names.map(
    (name) => [name, ((stacks[name] ?? 0) - (before[name] ?? 0)) / cycles] as const,
  )
  return { instructions, stacks: Object.fromEntries(marginal.filter(([, count]) => count !== 0)) }
}

/** Most instructions a page by which two countings may differ. */
const TOLERANCE = 0.1

/** Why two countings of one cycle cannot be believed; `undefined` where they agree. */
export function disagreement(one: Counted, other: Counted, pages: number): string | undefined {
  const apart = Math.abs(one.instructions - other.instructions)
  if (apart <= TOLERANCE * pages) return undefined
  return `a cycle took ${one.instructions} instructions and then ${other.instructions}: more than ${TOLERANCE} a page apart`
}
