import { phaseBytes, phaseOperations, type Tape } from '../../../engines/contract/index.js'
import type { Op } from '../../../results/record/index.js'
import type { PlacedCell } from './placed.js'

/** A cell with its rows and the tape that they all run. */
export interface PlannedCell extends PlacedCell {
  tape: Tape
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
