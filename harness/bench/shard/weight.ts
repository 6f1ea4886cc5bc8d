/** What a cell is expected to take of a run, whatever the machine. */
import type { Tape } from '../../../engines/contract/index.js'
import type { Cell } from '../../../workloads/index.js'
import { cycleNs, slotsFor } from '../plan/slots.js'

/** The least that a row takes of a cell: its session is opened, warmed up and timed, however short the tape. */
const TURN_NS = 1_000_000

/**
 * @param tape of one buffer.
 * @param rows that the suite times in it; which of them a machine has does not matter.
 * @returns roughly nanoseconds of a round of all rows.
 */
export function weightOf(cell: Cell, tape: Tape, rows: number): number {
  return Math.round(rows * Math.max(TURN_NS, slotsFor(cell) * cycleNs(cell, tape)))
}
