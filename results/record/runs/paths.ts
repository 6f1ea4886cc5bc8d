/** Where runs are kept below `results/`, and how they are called. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '../../../engines/contract/index.js'
import { ResultError } from '../error.js'
import { JOURNAL_FILE, LATEST, RESULT_FILE } from '../folder.js'

/** The folder, below the base, of runs that were saved under a name. */
export const SAVED = 'saved'
/** The runs that the project quotes. */
const REFERENCES = ['reference', 'reference-kernel', 'reference-generic-pt']

/** A folder that `createRunFolder` made: named by the moment. */
const DATED = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(?:-\d+)?$/

/** Names of saved runs: they are one folder's name, and no path. */
const SAVED_NAME = /^[A-Za-z0-9][\w.+-]*$/

/** `run`: by the moment; `saved`: by a name; `reference`: the run that the project quotes. */
export type RunKind = 'run' | 'saved' | 'reference'

/** A run's folder and what to call it. */
export interface RunPlace {
  /** As commands take it: `2026-01-02T03-04-05`, `saved/NAME`, `reference`. */
  name: string
  kind: RunKind
  path: string
}

/**
 * The folder for a run that is saved under a name, whether it is there or not.
 *
 * @throws ResultError where the name is no name of a folder, or one by which another run is found.
 */
export function savedFolder(base: string, name: string): string {
  if ([LATEST, ...REFERENCES].includes(name)) {
    throw new ResultError(`a run cannot be saved as ${name}: that is the name of another`)
  }
  if (SAVED_NAME.test(name)) return join(base, SAVED, name)
  throw new ResultError(
    `a run cannot be saved as ${JSON.stringify(name)}: a name has letters, digits, and after the first . _ + or -`,
  )
}

/** All runs below `base`: saved ones and the reference first, then by the moment, the newest last. */
export function runPlaces(base: string): RunPlace[] {
  const places = (kind: RunKind, names: readonly string[]): RunPlace[] =>
    names.map((name) => ({ name, kind, path: join(base, name) }))
  const saved = foldersIn(join(base, SAVED)).map((name) => `${SAVED}/${name}`)
  return [
    ...places(
      'reference',
      REFERENCES.filter((name) => isFolder(join(base, name))),
    ),
    ...places('saved', saved),
    ...places(
      'run',
      foldersIn(base).filter((name) => DATED.test(name)),
    ),
  ]
}

/**
 * The path of a run that the user named: a file or folder, or below `base` the name of a saved run,
 * of a dated one, `reference` or `latest`. A path that is there goes first; what stands for a name and
 * is no run's folder, as a folder of sources, does not.
 *
 * @throws ResultError where there is none, naming the nearest.
 */
export function findRun(base: string, name: string): string {
  const inside = [join(base, SAVED, name), join(base, name)]
  const named = inside.find(holdsRun)
  if (existsSync(name) && (!isFolder(name) || holdsRun(name) || named === undefined)) return name
  if (named !== undefined) return named
  const names = runPlaces(base).map((place) => place.name.replace(`${SAVED}/`, ''))
  throw new ResultError(
    `${name}: not found; name a result.json, a run's folder or a saved run${nearest(name, names)}`,
  )
}

/**
 * The newest run below `base` that was not saved under a name, whether it ended or was killed;
 * `undefined` without any. `latest` leads to the newest that ended.
 */
export function newestBegun(base: string): string | undefined {
  const begun = runPlaces(base).filter(
    ({ kind, path }) => kind === 'run' && existsSync(join(path, JOURNAL_FILE)),
  )
  return begun.at(-1)?.path
}

function holdsRun(path: string): boolean {
  if ([RESULT_FILE, JOURNAL_FILE].some((file) => existsSync(join(path, file)))) return true
  // `latest` where there are no links: a file that holds a path.
  return existsSync(path) && !isFolder(path)
}

/** Links to folders are none: `latest` is another name of a run that is listed. */
function foldersIn(path: string): string[] {
  if (!isFolder(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
