import type { CellResult, JournalHeader } from '../../../results/record/index.js'
import { type Checks, layoutIn } from '../check/check.js'
import { type PlannedCell, workOf } from '../plan/cell.js'
import type { RunRow } from '../plan/rows.js'

/** What a result says of a cell before its first round. */
export function describeCell(
  { cell, slots, tape, untimed }: PlannedCell,
  rows: readonly RunRow[],
  checked: Checks,
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
  const { alignment, bufferBytes, cold, failing, segments } = cell
  return {
    id,
    title,
    workload,
    mode,
    ...(layout !== undefined && { layout }),
    ...(bufferBytes !== undefined && { bufferBytes }),
    ...(alignment !== undefined && { alignment }),
    ...(segments !== undefined && { segments }),
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
