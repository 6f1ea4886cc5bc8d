/** Whether two runs are one, and which row or engine of the older is which of the newer one. */
import { isDeepStrictEqual } from 'node:util'
import type { Result } from '../../record/index.js'

/** A tier of the kernel's own code: `linux-` and the name of its tree. */
const KERNEL_TIER = /^linux-[^/]+(?=\/)/

/** The kernel trees that a run has tiers of, by the tiers' names. */
export function kernelTiers({ rows }: Pick<Result, 'rows'>): string[] {
  return [...new Set(rows.map(({ tier }) => tier).filter((tier) => /^linux-/.test(tier)))]
}

/**
 * Turns ids of the newer run into those that the older one has for the same: they are equal, but for
 * the kernel's own code. Where each run has one tree, its rows are compared although
 * the trees' names differ: before and after a patch.
 */
export function oldIdOf(old: Result, now: Result): (id: string) => string {
  const [before, ...otherBefore] = kernelTiers(old)
  const [after, ...otherAfter] = kernelTiers(now)
  const one = otherBefore.length === 0 && otherAfter.length === 0
  if (!one || before === undefined || after === undefined || before === after) return (id) => id
  return (id) => id.replace(KERNEL_TIER, (tier) => (tier === after ? before : tier))
}

/** Whether two results are one run: they began in the same millisecond and timed the same, number by number. */
export function isSameRun(one: Result, other: Result): boolean {
  return (
    one.run.startedAt === other.run.startedAt && isDeepStrictEqual(measured(one), measured(other))
  )
}

function measured({ cells }: Result): unknown[] {
  return cells.map(({ id, ns, operations, rounds }) => ({ id, ns, operations, rounds }))
}
