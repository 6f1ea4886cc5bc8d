import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { describeSystemError, ResultError } from './error.js'

/**
 * Writes a file whole or not at all: under another name first, and renamed when it is on disk.
 *
 * @throws ResultError where that fails; a file that was there stays as it was.
 */
export function writeFileAtomically(path: string, data: string | Uint8Array): void {
  writePartsAtomically(path, [data])
}

/** The same for what is too large to be in memory at once: parts, or what makes them. */
export function writePartsAtomically(
  path: string,
  parts: ReadonlyArray<string | Uint8Array | Iterable<Uint8Array>>,
): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(temporary, 'w')
    try {
      for (const part of parts) {
        const whole = typeof part === 'string' || part instanceof Uint8Array
        for (const data of whole ? [part] : part) writeFileSync(file, data)
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new ResultError(`cannot write ${path}: ${describeSystemError(error)}`)
  }
}
