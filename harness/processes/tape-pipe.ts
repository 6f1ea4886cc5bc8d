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
export interface TapeOutline extends Pick<Tape, 'phases'> {
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
export function outline({ tape, tapes, ...rest }: Carrying<Tape>): {
  sent: Carrying<TapeOutline>
  columns: Uint8Array[]
} {
  return {
    sent: {
      ...rest,
      ...(tape && { tape: outlineOf(tape) }),
      ...(tapes && { tapes: tapes.map(outlineOf) }),
    },
    columns: [...(tape ? [tape] : []), ...(tapes ?? [])].flatMap(bytesOf),
  }
}

function outlineOf({ op, phases }: Tape): TapeOutline {
  return { phases, operations: op.length }
}

function bytesOf(tape: Tape): Uint8Array[] {
  return columnsOf(tape).map(
    ({ buffer, byteLength, byteOffset }) => new Uint8Array(buffer, byteOffset, byteLength),
  )
}

/** Puts the columns back, waiting for them. */
export function filled(
  { tape, tapes, ...rest }: Carrying<TapeOutline>,
  fd: number,
): Carrying<Tape> {
  return {
    ...rest,
    ...(tape && { tape: readTape(tape, fd) }),
    ...(tapes && { tapes: tapes.map((one) => readTape(one, fd)) }),
  }
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
