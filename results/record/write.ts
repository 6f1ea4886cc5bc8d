import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { describeSystemError, ResultError } from './error.js'

/**
 * Writes a file whole or not at all: under another name first, and renamed when it is on disk.
 *
 * @throws ResultError where that fails; a file that was there stays as it was.
 */
export function writeFileAtomically(path: string, data: string | Uint8Array): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(temporary, 'w')
    try {
      writeFileSync(file, data)
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
