/** A cell as a run plans it. */
import { phaseBytes, phaseOperations, type Tape } from '../../../engines/contract/index.js'
import type { Op, Untimed } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'
import { placeRows } from './place.js'
import type { RunRow, SelectedEngine } from './rows.js'
import { slotsFor } from './slots.js'

/** A cell with the tape that its rows run, the rows that are timed in it, and the engines that are counted in it. */
export interface PlannedCell {
  cell: Cell
  rows: RunRow[]
  counted: SelectedEngine[]
  /** Why other engines are not timed in it, by their ids. */
  untimed: Record<string, Untimed>
  /** Buffers that the tape has side by side. */
  slots: number
  tape: Tape
  /** Tapes of rows that do not run the cell's own: effects that are planted. */
  tapes?: ReadonlyMap<RunRow, Tape>
}

/** @param slots those of the run that is resumed, where there is one. */
export function planCell(
  cell: Cell,
  rows: readonly RunRow[],
  slots: number = slotsFor(cell),
): PlannedCell {
  return { cell, ...placeRows(cell, rows), slots, tape: cell.compile(slots) }
}

/** Whether a row of the cell is left that has not failed. */
export function isAlive({ rows }: PlannedCell): boolean {
  return rows.some(({ alive }) => alive)
}

/** Operations and bytes of one cycle of a tape, by direction. */
export function workOf(tape: Tape): {
  operations: Partial<Record<Op, number>>
  bytes: Partial<Record<Op, number>>
} {
  const operations: Partial<Record<Op, number>> = {}
  const bytes: Partial<Record<Op, number>> = {}
  for (const phase of tape.phases) {
    if (!phase.timed) continue
    operations[phase.op] = (operations[phase.op] ?? 0) + phaseOperations(tape, phase)
    bytes[phase.op] = (bytes[phase.op] ?? 0) + phaseBytes(tape, phase)
  }
  return { operations, bytes }
}
