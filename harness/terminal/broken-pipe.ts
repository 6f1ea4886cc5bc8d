import type { Writable } from 'node:stream'

/**
 * Lets a reader go before everything is read, as `| head` does: what it did not read is written
 * nowhere, and the command ends as it would have. Other errors of a stream are thrown.
 */
export function letReaderGo(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}
