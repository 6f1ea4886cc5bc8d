/** Where a run keeps its files. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { attempt, describeSystemError, ResultError } from './error.js'
import { writeFileAtomically } from './write.js'

export const RESULT_FILE = 'result.json'
export const JOURNAL_FILE = 'journal.jsonl'
/** The name, beside the run folders, that leads to the newest of them. */
export const LATEST = 'latest'

/**
 * Creates a run's own folder `BASE/YYYY-MM-DDTHH-MM-SS`, in UTC; `-2`, `-3` ... are added where
 * there is one already.
 *
 * @returns the folder's path.
 * @throws ResultError where it cannot be created.
 */
export function createRunFolder(base: string, now: Date): string {
  const name = now.toISOString().slice(0, 19).replaceAll(':', '-')
  createParents(base)
  for (let attempt = 1; ; attempt++) {
    const folder = join(base, attempt === 1 ? name : `${name}-${attempt}`)
    if (createNew(folder)) return folder
  }
}

/**
 * Takes a folder that the user named for a run: a new one, or one that is empty.
 *
 * @throws ResultError as `requireFree`, or where it cannot be created; then nothing has been.
 */
export function useOutFolder(path: string): string {
  requireFree(path)
  if (!existsSync(path)) createParents(path)
  return path
}

/** @throws ResultError where a folder that the user named holds something, is none or cannot be written. */
export function requireFree(path: string): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) {
      throw new ResultError(`${path} is a file: name a new or an empty folder`)
    }
    if (attempt(`read ${path}`, () => readdirSync(path)).length > 0) {
      throw new ResultError(`${path} is not empty: name a new or an empty folder`)
    }
  }
  requireWritable(path)
}

/** @throws ResultError where nothing can be written to a folder, or to where it would be made. */
export function requireWritable(path: string): void {
  let at = resolve(path)
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  if (!statSync(at).isDirectory()) {
    throw new ResultError(`cannot write to ${path}: ${at} is a file`)
  }
  attempt(`write to ${path}`, () => accessSync(at, constants.W_OK | constants.X_OK))
}

/**
 * Makes `BASE/latest` lead to a run's folder: a symbolic link, or where there are none a file
 * that holds the folder's path relative to `base`.
 *
 * @param link for tests: creates a symbolic link.
 */
export function updateLatest(base: string, folder: string, link = symlinkSync): void {
  const latest = join(base, LATEST)
  const target = relative(base, resolve(folder))
  const temporary = `${latest}.${process.pid}`
  try {
    link(target, temporary, 'dir')
  } catch {
    writeFileAtomically(latest, `${target}\n`)
    return
  }
  try {
    attempt(`replace ${latest}`, () => renameSync(temporary, latest))
  } finally {
    rmSync(temporary, { force: true })
  }
}

/**
 * The same for a run that has ended: that it is not led to costs it nothing else, and is said.
 *
 * @param note is told what is wrong, on one line.
 */
export function leadToEnded(base: string, folder: string, note: (line: string) => void): void {
  try {
    updateLatest(base, folder)
  } catch (error) {
    if (!(error instanceof ResultError)) throw error
    note(error.message)
  }
}

/** Creates a folder in one that exists; false where the name is taken. */
function createNew(folder: string): boolean {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw new ResultError(`cannot create ${folder}: ${describeSystemError(error)}`)
  }
}

/** Creates a folder with its parents, or none of them. */
function createParents(path: string): void {
  const missing: string[] = []
  let at = resolve(path)
  while (!existsSync(at) && dirname(at) !== at) {
    missing.push(at)
    at = dirname(at)
  }
  const created: string[] = []
  try {
    for (const folder of missing.reverse()) {
      mkdirSync(folder)
      created.unshift(folder)
    }
  } catch (error) {
    for (const folder of created) rmdirSync(folder)
    throw new ResultError(`cannot create ${path}: ${describeSystemError(error)}`)
  }
}
