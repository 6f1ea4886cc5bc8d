/** Engines that cannot do what a cell asks for, in words. */
import { DEFAULT_FORMAT, groupBy } from '../../../engines/contract/index.js'
import { listWords } from '../../../reports/text/index.js'
import type { PlannedCell } from './cell.js'
import { formatProblem } from './place.js'

/** Engines of one tier and format that are named one by one; more are counted. */
const MOST_NAMED = 2

type Placed = Pick<PlannedCell, 'cell' | 'rows' | 'untimed'>

/**
 * A sentence for each reason: which engines are not timed for it, and in which cells. Nothing of those
 * whose format has not the page sizes of a cell that other rows are timed in, where they have cells too.
 */
export function outsideNotes(cells: readonly Placed[]): string[] {
  const outside = cells.flatMap(({ cell, rows, untimed }) =>
    Object.entries(untimed).flatMap(([engine, { reason, why }]) => {
      if (why !== 'not-applicable') return []
      if (rows.length > 0 && lacksPages(engine, cell) && cells.some(isFor(engine))) return []
      return [{ reason, engine, cell: cell.id }]
    }),
  )
  return [...groupBy(outside, ({ reason }) => reason)].map(([reason, found]) => {
    const engines = namesOf([...new Set(found.map(({ engine }) => engine))])
    const within = [...new Set(found.map(({ cell }) => cell))]
    return `Not timed: ${listWords(engines)} in ${listWords(within)}: ${reason}`
  })
}

function isFor(engine: string): (placed: Placed) => boolean {
  return ({ untimed }) => untimed[engine]?.why !== 'not-applicable'
}

/** Whether an engine's format, where that is known, lacks page sizes of a cell. */
function lacksPages(engine: string, { domain }: Placed['cell']): boolean {
  const [, format = DEFAULT_FORMAT] = engine.split('@')
  return formatProblem(domain, format) !== undefined
}

/** `native/clear-first`, `linux-7.2.13@vtd-ss (4 rows)`. */
function namesOf(ids: readonly string[]): string[] {
  const byKind = groupBy(ids, (id) => id.replace(/\/[^@]*/, ''))
  return [...byKind].flatMap(([kind, own]) =>
    own.length > MOST_NAMED ? [`${kind} (${own.length} rows)`] : own,
  )
}
