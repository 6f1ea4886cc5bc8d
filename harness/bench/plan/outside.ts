/** Engines that cannot do what a cell asks for, in words. */
import { listWords } from '../../../reports/text/index.js'
import type { PlannedCell } from './cell.js'

/** Engines of one tier and format that are named one by one; more are counted. */
const MOST_NAMED = 2

/** A sentence for each reason: which engines are not timed for it, and in which cells. */
export function outsideNotes(
  cells: ReadonlyArray<Pick<PlannedCell, 'cell' | 'untimed'>>,
): string[] {
  const byReason = new Map<string, { engines: Set<string>; cells: Set<string> }>()
  for (const { cell, untimed } of cells) {
    for (const [engine, { reason, why }] of Object.entries(untimed)) {
      if (why !== 'not-applicable') continue
      const found = byReason.get(reason) ?? { engines: new Set(), cells: new Set() }
      byReason.set(reason, found)
      found.engines.add(engine)
      found.cells.add(cell.id)
    }
  }
  return [...byReason].map(
    ([reason, found]) =>
      `Not timed: ${listWords(namesOf([...found.engines]))} in ${listWords([...found.cells])}: ${reason}`,
  )
}

/** `native/clear-first`, `linux-7.2.13@vtd-ss (4 rows)`. */
function namesOf(ids: readonly string[]): string[] {
  const byKind = new Map<string, string[]>()
  for (const id of ids) {
    const kind = id.replace(/\/[^@]*/, '')
    byKind.set(kind, [...(byKind.get(kind) ?? []), id])
  }
  return [...byKind].flatMap(([kind, own]) =>
    own.length > MOST_NAMED ? [`${kind} (${own.length} rows)`] : own,
  )
}
