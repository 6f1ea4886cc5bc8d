/** How large each cell's tape is, and how many cycles its epochs have. */
import type { CellResult } from '../../results/index.js'
import { epochCycles, slotsFor } from '../plan/index.js'
import type { MeasuredCell } from './measuring.js'
import type { PlacedCell } from './placed.js'
import type { Trial } from './trial.js'

/** What a run that is gone on with has settled already. */
export type Settled = Partial<Pick<CellResult, 'slots' | 'cycles'>>

/**
 * Plans one cell.
 *
 * @param trial what its rows were seen to take; without times the tape is as small as it can be.
 * @param stepNs the clock's step.
 * @param settled wins over what the trial says.
 */
export function planCell(
  placed: PlacedCell,
  trial: Trial | undefined,
  stepNs: number,
  settled: Settled = {},
): MeasuredCell & { slots: number } {
  const { cell, rows } = placed
  const measured = trial !== undefined && trial.operationsNs > 0 ? trial : undefined
  const selfTimed = rows.every(({ engine }) => engine.description.timesItself)
  const slots = settled.slots ?? (measured ? slotsFor(cell, measured, stepNs, selfTimed) : 1)
  const cycleMs = measured
    ? ((measured.operationsNs * slots) / measured.slots + measured.overheadNs) / 1e6
    : 1
  const alive = rows.filter((row) => row.alive).length
  const cycles = settled.cycles ?? epochCycles({ cycleMs, rows: alive })
  return { ...placed, slots, tape: cell.compile(slots), cycles, cycleMs }
}
