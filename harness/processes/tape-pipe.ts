/**
 * Tapes on their way to a worker. They go down a pipe of their own, straight from the parent's arrays
 * into the worker's: within a message they would be copied three times on the way, and what was left
 * behind of a tape of a million operations held 50 MB of every worker's memory as long as it lived.
 */
import { readSync } from 'node:fs'
import type { Tape } from '../../engines/contract/index.js'

/** The worker's end of the pipe. */
export const TAPE_FD = 4

/** What a message says of a tape whose columns follow down the pipe. */
interface TapeOutline extends Pick<Tape, 'phases'> {
  operations: number
}

/** What a request may carry beside its other fields: tapes, or what a message says of them. */
export interface Carrying<T> {
  tape?: T
  tapes?: readonly T[]
}

/** A request on its way to a worker. */
export interface Envelope {
  id: number
  type: string
  request: Carrying<TapeOutline>
}

/** A tape's columns, in the order in which they follow each other. */
function columnsOf({ continues, error, iova, op, paddr, size }: Tape) {
  return [op, iova, paddr, size, continues, error]
}

/** Takes the columns out of a request: the bytes that must follow its message. */
export function outline(request: Carrying<Tape>): {
  sent: Carrying<TapeOutline>
  columns: Uint8Array[]
} {
  const columns: Uint8Array[] = []
  const sent = withTapes(request, (tape): TapeOutline => {
    for (const { buffer, byteLength, byteOffset } of columnsOf(tape)) {
      columns.push(new Uint8Array(buffer, byteOffset, byteLength))
    }
    return { phases: tape.phases, operations: tape.op.length }
  })
  return { sent, columns }
}

/** Puts the columns back, waiting for them. */
export function filled(request: Carrying<TapeOutline>, fd: number): Carrying<Tape> {
  return withTapes(request, (tape) => readTape(tape, fd))
}

/** A request with something else in the place of each tape, made in their order. */
function withTapes<A, B>({ tape, tapes, ...rest }: Carrying<A>, of: (tape: A) => B): Carrying<B> {
  return { ...rest, ...(tape && { tape: of(tape) }), ...(tapes && { tapes: tapes.map(of) }) }
}

/** @throws Error where the pipe ends before the tape does. */
function readTape({ operations, phases }: TapeOutline, fd: number): Tape {
  const tape: Tape = {
    phases,
    op: new Uint8Array(operations),
    iova: new Float64Array(operations),
    paddr: new Float64Array(operations),
    size: new Float64Array(operations),
    continues: new Uint8Array(operations),
    error: new Int8Array(operations),
  }
  for (const column of columnsOf(tape)) {
    for (let done = 0; done < column.byteLength; ) {
      const bytes = readSync(fd, column, done, column.byteLength - done, null)
      if (bytes === 0) throw new Error(`a tape of ${operations} operations ends too early`)
      done += bytes
    }
  }
  return tape
}
