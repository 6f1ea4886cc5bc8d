import { phaseBytes, type Tape } from '../../engines/contract/index.js'
import type { Op } from '../../results/index.js'
import type { Cell } from '../../workloads/index.js'

/** A cell with the tape that all its rows run. */
export interface PlannedCell {
  cell: Cell
  tape: Tape
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
    operations[phase.op] = (operations[phase.op] ?? 0) + phase.to - phase.from
    bytes[phase.op] = (bytes[phase.op] ?? 0) + phaseBytes(tape, phase)
  }
  return { operations, bytes }
}
