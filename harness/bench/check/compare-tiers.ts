/** Holds tiers to each other: engines of one call shape and format do the same work, by count. */

import { COUNTER_NAMES, KERNEL_TIERS, OPS } from '../../../engines/contract/index.js'
import { tierName, VARIANTS } from '../../../engines/native/index.js'
import type { Failure } from '../../../results/record/index.js'
import type { RunRow } from '../plan/rows.js'
import type { Checks } from './check.js'

const COUNT_OTHERWISE: ReadonlySet<string> = new Set(
  VARIANTS.filter(({ countsOtherwise }) => countsOtherwise).map((variant) => tierName(variant)),
)

/** The tier whose counts the others are held to: it is the one that is proved by closed forms. */
const REFERENCE_TIER = 'ts'

/**
 * Fails every row whose engine counts otherwise than its twin on the reference tier, in any cell,
 * in a counter that both have. Without a twin there the first tier is held to.
 */
export function compareTiers(rows: readonly RunRow[], checked: Checks): void {
  const ours = rows.filter(isOurs)
  for (const row of ours) {
    const twin = twinOf(row, ours)
    if (!row.alive || twin === undefined) continue
    row.failure = differenceIn(checked, row.engine.description.id, twin.engine.description.id)
  }
}

/** A kernel's own code does what its version does (docs/kernel-tier.md), and some drivers make other calls. */
function isOurs({ engine }: RunRow): boolean {
  const { tier } = engine.description
  return !tier.startsWith(KERNEL_TIERS) && !COUNT_OTHERWISE.has(tier)
}

function twinOf(row: RunRow, rows: readonly RunRow[]): RunRow | undefined {
  const { format, shape, tier } = row.engine.description
  const alike = rows.filter(
    ({ engine: { description: other } }) => other.shape === shape && other.format === format,
  )
  const twin = alike.find(({ engine }) => engine.description.tier === REFERENCE_TIER) ?? alike[0]
  return twin?.engine.description.tier === tier ? undefined : twin
}

function differenceIn(checked: Checks, engine: string, twin: string): Failure | undefined {
  for (const [cell, byEngine] of checked) {
    for (const op of OPS) {
      const counts = byEngine.get(engine)?.counts[op] ?? {}
      const theirs = byEngine.get(twin)?.counts[op] ?? {}
      // The first counter that both have and that differs.
      const counter = COUNTER_NAMES.find((name) => {
        const [own, other] = [counts[name], theirs[name]]
        return own !== undefined && other !== undefined && own !== other
      })
      if (counter === undefined) continue
      return {
        kind: 'counts-differ',
        cell,
        stage: 'count',
        message: `${op} in ${cell}: ${counter} is ${counts[counter]}, and ${theirs[counter]} by ${twin}, which should do the same work`,
      }
    }
  }
  return undefined
}
