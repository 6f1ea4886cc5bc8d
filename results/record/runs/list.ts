/** What a run's folder holds. */
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { JOURNAL_FILE, RESULT_FILE } from '../folder.js'
import type { Result } from '../schema.js'
import { loadResult } from '../store.js'

/** What a run is, as it lies on disk. */
export interface RunContent {
  /**
   * - `complete`, `interrupted`: as its result says
   * - `unfinished`: a journal alone; the run was killed, or it is still going on
   * - `broken`: neither, or a result that cannot be read
   */
  state: Result['run']['state'] | 'unfinished' | 'broken'
  /** Where it is whole. */
  result?: Result
  /** Where it is broken: what is wrong, on one line. */
  problem?: string
}

/** Reads a run's folder, whatever lies in it. */
export function readRun(path: string): RunContent {
  const has = (file: string) => existsSync(join(path, file))
  if (!has(RESULT_FILE) && has(JOURNAL_FILE)) return { state: 'unfinished' }
  try {
    const result = loadResult(path)
    return { state: result.run.state, result }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { state: 'broken', problem: message }
  }
}

/** Bytes of all files in a folder; links count as what they are. */
export function bytesOf(path: string): number {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.size
  return readdirSync(path).reduce((sum, name) => sum + bytesOf(join(path, name)), 0)
}
