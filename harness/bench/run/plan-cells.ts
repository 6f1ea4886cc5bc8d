/** How large each cell's tape is. */
import type { CellResult } from '../../../results/record/index.js'
import { slotsFor } from '../plan/index.js'
import type { PlacedCell } from './placed.js'
import type { PlannedCell } from './planned.js'

/**
 * Plans one cell.
 *
 * @param settled what a run that is gone on with has settled already.
 */
export function planCell(
  placed: PlacedCell,
  settled: Pick<CellResult, 'slots'> = {},
): PlannedCell & { slots: number } {
  const slots = settled.slots ?? slotsFor(placed.cell)
  return { ...placed, slots, tape: placed.cell.compile(slots) }
}
