/**
 * A tape: the operations of a cell, compiled into typed arrays before anything is timed.
 * Addresses and sizes are bytes, held as doubles, exact below 2^53.
 */

import type { Op } from './vocabulary.js'

export const MAP = 0
export const UNMAP = 1

/** Operations `from` (inclusive) to `to` (exclusive) of a tape. */
export interface Phase {
  op: Op
  /** Untimed phases bring the table back to where the next cycle starts. */
  timed: boolean
  from: number
  to: number
  /**
   * Bytes of other memory that are written before the phase begins, so that the caches hold no more
   * of the table; absent where the phase follows the one before it at once.
   */
  evictBytes?: number | undefined
}

/** The phases of a tape run in order; after the last one the table is as before the first. */
export interface Tape {
  phases: Phase[]
  /** `MAP` or `UNMAP`, one an operation. */
  op: Uint8Array
  iova: Float64Array
  /** Physical address of a map; 0 for an unmap. */
  paddr: Float64Array
  size: Float64Array
  /**
   * 1 where a map belongs to the scatter list of the map before it: one `iommu_map_sg` call, whose
   * segments follow each other in iova. 0 elsewhere.
   */
  continues: Uint8Array
  /**
   * What the operation must return: 0 where it must succeed, a negated errno where it must fail and
   * leave nothing mapped. For a scatter list it stands with the first segment.
   */
  error: Int8Array
}

/** One operation, as generators write them down before they are compiled. */
export interface Operation {
  op: typeof MAP | typeof UNMAP
  iova: number
  paddr: number
  size: number
  /** Whether a map is one more segment of the scatter list of the map before it. */
  continues?: boolean
  /** The negated errno that a map must end with; it succeeds where there is none. */
  error?: number
}

/** Operations that need not all be there at once: a list, or what makes one after another. */
export type Operations = Iterable<Operation> & { readonly length: number }

/** Compiles phases of operations into one tape. */
export function compileTape(
  phases: ReadonlyArray<Omit<Phase, 'from' | 'to'> & { operations: Operations }>,
): Tape {
  const total = phases.reduce((length, phase) => length + phase.operations.length, 0)
  const tape: Tape = {
    phases: [],
    op: new Uint8Array(total),
    iova: new Float64Array(total),
    paddr: new Float64Array(total),
    size: new Float64Array(total),
    continues: new Uint8Array(total),
    error: new Int8Array(total),
  }
  let at = 0
  for (const { operations, ...phase } of phases) {
    tape.phases.push({ ...phase, from: at, to: at + operations.length })
    for (const operation of operations) {
      tape.op[at] = operation.op
      tape.iova[at] = operation.iova
      tape.paddr[at] = operation.paddr
      tape.size[at] = operation.size
      tape.continues[at] = operation.continues === true ? 1 : 0
      tape.error[at] = operation.error ?? 0
      at++
    }
  }
  return tape
}

/** An operation of a tape, without the error that it may have to end with. */
export function operationAt({ continues, iova, op, paddr, size }: Tape, at: number): Operation {
  return {
    op: op[at] === MAP ? MAP : UNMAP,
    iova: iova[at],
    paddr: paddr[at],
    size: size[at],
    continues: continues[at] === 1,
  }
}

/** Bytes that a phase's operations ask for, those that must fail included. */
export function phaseBytes(tape: Tape, phase: Phase): number {
  let bytes = 0
  for (let at = phase.from; at < phase.to; at++) bytes += tape.size[at]
  return bytes
}

/** Operations of a phase; a scatter list is one. */
export function phaseOperations(tape: Tape, phase: Phase): number {
  let operations = 0
  for (let at = phase.from; at < phase.to; at = endOfList(tape, at, phase.to)) operations++
  return operations
}

/** What running a phase must come to: bytes mapped and unmapped, and operations that fail. */
export function phaseOutcome(tape: Tape, phase: Phase): { bytes: number; failures: number } {
  let bytes = 0
  let failures = 0
  for (let at = phase.from; at < phase.to; ) {
    const end = endOfList(tape, at, phase.to)
    if (tape.error[at] !== 0) failures++
    else for (let part = at; part < end; part++) bytes += tape.size[part]
    at = end
  }
  return { bytes, failures }
}

/** Where the scatter list that begins at operation `at` ends, at most at `to`; the next operation where it is no list. */
export function endOfList({ continues }: Tape, at: number, to: number): number {
  let end = at + 1
  while (end < to && continues[end] === 1) end++
  return end
}
