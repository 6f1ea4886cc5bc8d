/**
 * Tapes on their way to a worker. They go down a pipe of their own, straight from the parent's arrays
 * into the worker's: within a message they would be copied three times on the way, and what was left
 * behind of a tape of a million operations held 50 MB of every worker's memory as long as it lived.
 */
import { readSync } from 'node:fs'
import type { Tape } from '../../../engines/contract/index.js'
import type { Request } from './protocol.js'

/** The worker's end of the pipe. */
export const TAPE_FD = 4

/** What a message says of a tape whose columns follow down the pipe. */
export interface TapeOutline extends Pick<Tape, 'phases'> {
  operations: number
}

type Outlined<R> = R extends { tape: Tape }
  ? Omit<R, 'tape'> & { tape: TapeOutline }
  : R extends { tapes: Tape[] }
    ? Omit<R, 'tapes'> & { tapes: TapeOutline[] }
    : R

/** A request as a message says it. */
export type Sent = Outlined<Request>

/** A request on its way to a worker. */
export interface Envelope {
  id: number
  request: Sent
}

/** A tape's columns, in the order in which they follow each other. */
function columnsOf({ continues, error, iova, op, paddr, size }: Tape) {
  return [op, iova, paddr, size, continues, error]
}

/** Takes the columns out of a request: the bytes that must follow its message. */
export function outline(request: Request): { sent: Sent; columns: Uint8Array[] } {
  if ('tape' in request) {
    return { sent: { ...request, tape: outlineOf(request.tape) }, columns: bytesOf(request.tape) }
  }
  if ('tapes' in request) {
    const { tapes } = request
    return { sent: { ...request, tapes: tapes.map(outlineOf) }, columns: tapes.flatMap(bytesOf) }
  }
  return { sent: request, columns: [] }
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
export function filled(sent: Sent, fd: number): Request {
  if ('tape' in sent) return { ...sent, tape: readTape(sent.tape, fd) }
  return 'tapes' in sent ? { ...sent, tapes: sent.tapes.map((one) => readTape(one, fd)) } : sent
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
