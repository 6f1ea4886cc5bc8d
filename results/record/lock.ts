/** One process at a time works on a run's folder. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownMark, runningBy, textOf } from '../../engines/contract/index.js'
import { describeSystemError, ResultError } from './error.js'

const LOCK_FILE = 'lock'

/**
 * Takes a run's folder for this process. A lock that a killed process left behind is taken over.
 *
 * @returns gives the folder back.
 * @throws ResultError where another process works on it.
 */
export function lockRun(folder: string): () => void {
  const path = join(folder, LOCK_FILE)
  const holder = holderOf(folder)
  if (holder !== undefined) {
    throw new ResultError(
      `${folder}: process ${holder} is at work on this run; wait for it or stop it`,
    )
  }
  rmSync(path, { force: true })
  try {
    writeFileSync(path, ownMark(), { flag: 'wx' })
  } catch (error) {
    // Of another process that was faster; one without a number keeps nobody out.
    if (holderOf(folder) === undefined) rmSync(path, { force: true })
    throw new ResultError(`cannot write ${path}: ${describeSystemError(error)}`)
  }
  return () => rmSync(path, { force: true })
}

/** The number of the process that works on a run; `undefined` where none does. */
export function holderOf(folder: string): number | undefined {
  return runningBy(textOf(join(folder, LOCK_FILE)) ?? '')
}
