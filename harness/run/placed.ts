/** Which engines run in which cells, and why the others do not. */
import { PAGE } from '../../engines/contract/index.js'
import type { Untimed } from '../../results/index.js'
import type { Cell } from '../../workloads/index.js'
import { uncovered } from '../plan/index.js'
import type { RunRow, SelectedEngine } from './rows.js'

/** A cell, the rows that are timed in it, and the engines that are counted in it. */
export interface PlacedCell {
  cell: Cell
  rows: RunRow[]
  counted: SelectedEngine[]
  /** By engine id. */
  untimed: Record<string, Untimed>
}

/** Places rows in a cell. The baseline runs everywhere: without it there are no ratios. */
export function placeRows(cell: Cell, rows: readonly RunRow[]): PlacedCell {
  const untimed: Record<string, Untimed> = {}
  for (const engine of new Set(rows.map((row) => row.engine))) {
    const why = untimedIn(cell, engine)
    if (why !== undefined) untimed[engine.description.id] = why
  }
  const whyOf = ({ engine }: RunRow) => untimed[engine.description.id]?.why
  return {
    cell,
    rows: rows.filter((row) => whyOf(row) === undefined),
    counted: [
      ...new Set(
        rows
          .filter(({ role }) => role !== 'limit')
          .filter((row) => whyOf(row) !== 'not-applicable')
          .map(({ engine }) => engine),
      ),
    ],
    untimed,
  }
}

function untimedIn(cell: Cell, { description, named, part }: SelectedEngine): Untimed | undefined {
  const reason = part === 'limit' ? limitOutside(cell) : uncovered(cell, description.semantics)
  if (reason !== undefined) return { why: 'not-applicable', reason }
  if (part === 'counted')
    return { why: 'not-timed', reason: 'the suite counts it and times it nowhere' }
  const timed = cell.timedEngines?.includes(named) ?? true
  if (timed || part === 'baseline') return undefined
  return { why: 'not-timed', reason: 'the suite times it in other cells' }
}

/** Why a limit says nothing about a cell. */
function limitOutside({ domain, failing }: Cell): string | undefined {
  if (domain.pgsizeBitmap !== PAGE) return 'a limit knows 4K pages alone'
  return failing && 'a limit knows no map that fails'
}
