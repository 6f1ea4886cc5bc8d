/** Holds tiers to each other: engines of one call shape and format do the same work, by count. */

import { COUNTER_NAMES, type Counts, KERNEL_TIERS } from '../../../engines/contract/index.js'
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
  for (const row of rows.filter(isOurs)) {
    const twin = twinOf(row, rows.filter(isOurs))
    if (!row.alive || twin === undefined) continue
    const failure = differenceIn(checked, row.engine.description.id, twin.engine.description.id)
    if (failure !== undefined) row.failure = failure
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
    const own = byEngine.get(engine)?.counts ?? {}
    for (const [op, theirs] of Object.entries(byEngine.get(twin)?.counts ?? {})) {
      const counts = Object.entries(own).find(([name]) => name === op)?.[1]
      const counter = counts && firstDifference(counts, theirs)
      if (counts === undefined || counter === undefined) continue
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

/** The first counter that both have and that differs. */
function firstDifference(one: Counts, other: Counts) {
  return COUNTER_NAMES.find(
    (name) => one[name] !== undefined && other[name] !== undefined && one[name] !== other[name],
  )
}
