/** Whether two runs are one, and which row or engine of the older is which of the newer one. */
import { isDeepStrictEqual } from 'node:util'
import { isPlainTree, plainTier } from '../../../engines/contract/index.js'
import type { Result, TierBuild } from '../../record/index.js'

/** The kernel trees that a run has tiers of, by the names of their plain tiers: a variant is no other tree. */
export function kernelTiers({ rows }: Pick<Result, 'rows'>): string[] {
  return [...new Set(rows.map(({ tier }) => plainTier(tier)).filter(isPlainTree))]
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
  return (id) => {
    const tier = plainTier(id.split('/')[0] ?? id)
    return tier === after ? before + id.slice(tier.length) : id
  }
}

/** Flags of a build as they were chosen: without what follows from the tree's own text, which is its source. */
export function chosenFlags({ flags = [] }: Partial<Pick<TierBuild, 'flags'>> = {}): string[] {
  return flags.filter((flag) => !flag.startsWith('-DUB_'))
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
