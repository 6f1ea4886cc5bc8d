/** What was not timed and why: told, so that a gap is not taken for a failure. */
import { groupBy } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/index.js'
import type { Untimed } from '../../results/record/index.js'
import { isShown } from './groups.js'
import { tierWords } from './terms.js'

/** An engine, a reason, and the cells that it holds for. */
export interface UntimedEngine {
  engine: string
  why: string
  reason: string
  /** Titles, in the order of the run. */
  cells: string[]
  /** Whether these are all cells of the run. */
  everywhere: boolean
}

const WHY_WORDS: Record<Untimed['why'], string> = {
  'not-timed': 'not timed',
  'not-applicable': 'not applicable',
}

/**
 * Engines without times in some cell, each reason once; limits are no engines. Those of a tier that
 * was counted and nowhere timed are reported as one.
 */
export function untimedEngines(analysis: Analysis): UntimedEngine[] {
  const { cells, rows } = analysis
  const tierOf = new Map(rows.map(({ engine, tier }) => [engine, tier]))
  const shown = new Set<string>()
  return everyUntimed({ rows, cells }).flatMap((entry) => {
    const tier = tierOf.get(entry.engine)
    if (tier === undefined || !entry.everywhere || isShown(tier, analysis)) return [entry]
    const key = JSON.stringify([tier, entry.why, entry.reason])
    if (shown.has(key)) return []
    shown.add(key)
    return [{ ...entry, engine: tierWords(tier) }]
  })
}

function everyUntimed({ rows, cells }: Pick<Analysis, 'rows' | 'cells'>): UntimedEngine[] {
  const engines = new Set(rows.flatMap(({ engine, role }) => (role === 'limit' ? [] : [engine])))
  return [...engines].flatMap((engine) => {
    const found = cells.flatMap(({ untimed, title }) =>
      untimed[engine] === undefined ? [] : [{ ...untimed[engine], title }],
    )
    const byReason = groupBy(found, ({ reason, why }) => JSON.stringify([why, reason]))
    return [...byReason.values()].map((alike) => ({
      engine,
      why: WHY_WORDS[alike[0].why],
      reason: alike[0].reason,
      cells: alike.map(({ title }) => title),
      everywhere: alike.length === cells.length,
    }))
  })
}
