/** What two kernel trees, or one and its patch, differ in for the same calls, the worst first. */

import { isPlainTree } from '../../../engines/contract/index.js'
import { isExplained } from '../figures/judged-of.js'
import type { CellAnalysis, RowAnalysis } from '../figures/types.js'
import type { Across } from './across.js'

/** One figure that differs. */
export interface TreeDifference {
  across: Across
  /** Counters of one operation, before and after. */
  counts: Array<{ counter: string; before: number; after: number }>
  /** Whether other counts, or more instructions of the slower one, explain it. */
  explained: boolean
}

/** Two trees. */
export interface TreePair {
  /** Tiers: `linux-6.1.192`. */
  before: string
  after: string
  /** Slower ones, then faster ones, the farthest of each first. */
  slower: TreeDifference[]
  faster: TreeDifference[]
  /** Figures that are not resolved, and those of which counts differ, whatever the times say. */
  open: number
  counted: TreeDifference[]
}

/** Every pair of trees, in their plain builds; map + unmap repeats what both say, and is left out. */
export function treeDifferences({
  across,
  cells,
  rows,
}: {
  across: readonly Across[]
  cells: readonly CellAnalysis[]
  rows: readonly RowAnalysis[]
}): TreePair[] {
  const tierOf = new Map(rows.map(({ id, tier }) => [id, tier]))
  const pairs = new Map<string, TreePair>()
  const effects = across
    .filter(({ op }) => op !== 'sum')
    .toSorted((a, b) => farness(b) - farness(a))
  for (const one of effects) {
    const [before, after] = [one.before, one.after].map((id) => tierOf.get(id) ?? id)
    if (before === undefined || after === undefined) continue
    if (!isPlainTree(before) || !isPlainTree(after)) continue
    const key = JSON.stringify([before, after])
    const empty: TreePair = { before, after, slower: [], faster: [], open: 0, counted: [] }
    const pair = pairs.get(key) ?? empty
    pairs.set(key, pair)
    const operations = cells.find(({ id }) => id === one.cell)?.operations[one.op] ?? 1
    const counts = one.changed.map(({ counter, ...was }) => ({
      counter,
      before: was.before / operations,
      after: was.after / operations,
    }))
    const difference = { across: one, counts, explained: explainedBy(one) }
    if (one.judged.side === 'above') pair.slower.push(difference)
    else if (one.judged.side === 'below') pair.faster.push(difference)
    else pair.open++
    if (counts.length > 0) pair.counted.push(difference)
  }
  return [...pairs.values()]
}

function explainedBy({ changed, instructions, judged }: Across): boolean {
  if (changed.length > 0) return true
  return isExplained({
    work: 'same-calls',
    ...(judged.side && { side: judged.side }),
    // The ratio's upper side is the later tree.
    ...(instructions?.changed && { moreInstructions: instructions.before - instructions.after }),
  })
}

function farness({ judged }: Across): number {
  return Math.abs(Math.log(judged.interval.estimate))
}
