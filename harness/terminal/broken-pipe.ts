import type { Writable } from 'node:stream'
import { describeSystemError } from '../../results/record/index.js'
import { EXIT } from './io.js'

/**
 * Lets a reader of standard output go before everything is read, as `| head` does: what it did not read
 * is written nowhere, and the command ends as it would have. Any other error, as of a disk that is
 * full, ends the command with a line.
 */
export function letReaderGo(stream: Writable, code: number = EXIT.badInput): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return
    process.stderr.write(`standard output cannot be written: ${describeSystemError(error)}\n`)
    process.exit(code)
  })
}

/** Drops what cannot be written: no measurement ends because nobody reads of it, or its log is full. */
export function letListenerGo(stream: Writable): void {
  stream.on('error', () => {})
}
