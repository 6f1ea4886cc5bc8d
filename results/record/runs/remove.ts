/** Removes runs that nobody needs any more, and only those. */
import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { nearest } from '../../../engines/contract/index.js'
import { attempt, ResultError } from '../error.js'
import { LATEST, RESULT_FILE, updateLatest } from '../folder.js'
import { holderOf } from '../lock.js'
import { type RunPlace, runPlaces, SAVED } from './paths.js'

/**
 * The runs that were named, each once: a dated one by its folder, a saved one by `saved/NAME` or by
 * `NAME`.
 *
 * @throws ResultError for a name that no run has, and for one that the project quotes.
 */
export function namedRuns(places: readonly RunPlace[], names: readonly string[]): RunPlace[] {
  const found = names.map((name) => {
    const wanted = name.replace(/\/+$/, '')
    const place =
      places.find((other) => other.name === wanted) ??
      places.find((other) => other.name === `${SAVED}/${wanted}`)
    if (place?.kind === 'reference') {
      throw new ResultError(`${name} is part of the project, which quotes it: git rm removes it`)
    }
    if (place !== undefined) return place
    const known = places.map((other) => other.name)
    throw new ResultError(
      `no run is called ${name}${nearest(name, known)}; npm run results lists them`,
    )
  })
  return [...new Set(found)]
}

/** All dated runs but the newest `keep`. */
export function oldRuns(places: readonly RunPlace[], keep: number): RunPlace[] {
  const dated = places.filter(({ kind }) => kind === 'run')
  return dated.slice(0, Math.max(0, dated.length - keep))
}

/**
 * Removes runs' folders; where `latest` led to one of them, it leads to the newest that is left and
 * ended, or goes too.
 *
 * @throws ResultError where a process is at work on one of them; nothing is removed then. And where
 *   a folder cannot be removed; those before it are gone then.
 */
export function removeRuns(base: string, runs: readonly RunPlace[]): void {
  for (const { path } of runs) {
    const holder = holderOf(path)
    if (holder !== undefined)
      throw new ResultError(`${path}: process ${holder} is at work on this run`)
  }
  for (const { path } of runs) attempt(`remove ${path}`, () => rmSync(path, { recursive: true }))
  const latest = join(base, LATEST)
  if (!leadsNowhere(latest)) return
  const newest = runPlaces(base)
    .filter(({ kind, path }) => kind === 'run' && existsSync(join(path, RESULT_FILE)))
    .at(-1)
  if (newest === undefined) rmSync(latest, { force: true })
  else updateLatest(base, newest.path)
}

/** Whether `latest` is there, a link or a file with a path, and what it leads to is not. */
function leadsNowhere(latest: string): boolean {
  const found = lstatSync(latest, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) return !existsSync(latest)
  if (!found?.isFile()) return false
  return !existsSync(resolve(dirname(latest), readFileSync(latest, 'utf8').trim()))
}
