/** What a result says before its first round. */
import {
  type CellResult,
  type JournalHeader,
  type Layout,
  layoutOf,
} from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'
import type { CheckedCells } from './check.js'
import { type PlannedCell, workOf } from './planned.js'
import type { RunRow } from './rows.js'

/** What a result says of a cell before its first round. */
export function describeCell(
  { cell, slots, tape, untimed }: PlannedCell & { slots: number },
  rows: readonly RunRow[],
  checked: CheckedCells,
  instructions?: CellResult['instructions'],
): JournalHeader['cells'][number] {
  // In the order of the rows: engines are checked several at a time.
  const engines = [...new Set(rows.map(({ engine }) => engine.description.id))]
  const byEngine = engines.flatMap((id) => {
    const answer = checked.get(cell.id)?.get(id)
    return answer ? [[id, answer] as const] : []
  })
  const layout = layoutIn(cell, rows, checked)
  const { id, title, workload, mode, domain, ops } = cell
  const { alignment, bufferBytes, cold, failing, segmentBytes } = cell
  return {
    id,
    title,
    workload,
    mode,
    ...(layout !== undefined && { layout }),
    ...(bufferBytes !== undefined && { bufferBytes }),
    ...(alignment !== undefined && { alignment }),
    ...(segmentBytes !== undefined && { segmentBytes }),
    ...(failing !== undefined && { failing }),
    ...(cold !== undefined && { cold }),
    pgsizeBitmap: domain.pgsizeBitmap,
    ops,
    ...workOf(tape),
    slots,
    untimed,
    counts: Object.fromEntries(byEngine.map(([engine, { counts }]) => [engine, counts])),
    ...(instructions && { instructions }),
  }
}

/** A cell's layout by its baseline's counts; `undefined` where that was not counted. */
export function layoutIn(
  { id }: Cell,
  rows: readonly RunRow[],
  checked: CheckedCells,
): Layout | undefined {
  const baseline = rows.find(({ role }) => role === 'baseline')?.engine.description.id ?? ''
  const counts = checked.get(id)?.get(baseline)?.counts
  return counts && layoutOf(counts)
}
