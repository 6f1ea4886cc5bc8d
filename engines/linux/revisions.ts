/** Revisions of a clone, as far as its libraries' files are of interest: releases, and commits that touch them. */
import { InputError } from '../contract/index.js'
import { LIBRARIES } from './libraries.js'
import { fits, listedFor, run, sha256 } from './trees/index.js'

/** A revision of a clone. */
export interface Revision {
  /** A tag, or the first digits of a commit. */
  name: string
  commit: string
  /** The day of the commit, `2024-11-17`. */
  date: string
  subject: string
  /** What a commit is held against: the last one before it, on its own line, that touches the files. */
  parent?: string
  /** One word for all files that a library may have. */
  content: string
}

/** `v6.1`, `v6.1.7`; candidates are none. */
const RELEASE = /^v\d+(\.\d+)+$/
/** Digits of a commit's name. */
const DIGITS = 12
const FIELD = '%x1f'

const FILES = LIBRARIES.flatMap(({ files }) => files)
const LISTED = listedFor(FILES.map(({ path }) => path))
/** Whether a path is of a library: the same ones come with every commit. */
const wanted = new Map<string, boolean>()
/** Of commits: headers around a library change for others' sake. */
const OWN = FILES.filter(({ followed, use }) => followed !== true && use !== 'left-out')

/**
 * The releases in a range, both its ends included, the oldest first.
 *
 * @param range `v5.10..v7.2`; without one all that the clone's own revision holds.
 * @throws InputError where the clone has no such range.
 */
export function releasesIn(clone: string, range?: string): Revision[] {
  const [from, to] = endsOf(range)
  const since = from === '' ? [] : ['--contains', from]
  const tags = git(clone, range, 'tag', '--sort=version:refname', ...since, '--merged', to)
  const names = tags.split('\n').filter((name) => RELEASE.test(name))
  if (names.length === 0) {
    throw new InputError(
      `${range ?? clone}: no release tag (v6.1) lies there; git -C ${clone} fetch --tags brings them`,
    )
  }
  const found = logOf(clone, ['--no-walk=unsorted', ...names.map((name) => `${name}^{commit}`)])
  return found.map((one, at) => ({ ...one, name: names[at] ?? one.name }))
}

/**
 * The commits of a range that touch a library's files, the oldest first, and before them what the
 * first of them are held against.
 *
 * @throws InputError where the clone has no such range, or nothing in it touches the files.
 */
export function commitsIn(clone: string, range: string): Revision[] {
  const [from, to] = endsOf(range)
  if (from === '') throw new InputError(`${range}: --commits takes a range, such as v6.1..v6.12`)
  const paths = OWN.map(({ path }) => `:(glob)${path}`)
  const listed = git(
    clone,
    range,
    'rev-list',
    '--reverse',
    '--topo-order',
    '--parents',
    `${from}..${to}`,
    '--',
    ...paths,
  )
  const lines = listed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '))
  const touching = new Set(lines.map(([commit]) => commit ?? ''))
  if (touching.size === 0)
    throw new InputError(
      `${range}: no commit there touches ${OWN[0]?.path ?? ''}, nor any other file of a library`,
    )
  const start = git(clone, range, 'rev-parse', `${from}^{commit}`).trim()
  // A parent out of the range may lie on another line than its beginning.
  const parents = new Map(lines.map(([commit = '', parent = start]) => [commit, parent]))
  const bases = [...new Set(parents.values())].filter((parent) => !touching.has(parent))
  const found = logOf(clone, ['--no-walk=unsorted', ...bases, ...touching])
  const nameOf = (commit: string) => (commit === start ? from : commit.slice(0, DIGITS))
  return found.map((one, at) => {
    const parent = parents.get(one.commit)
    const name = at < bases.length ? nameOf(bases[at] ?? '') : one.name
    return { ...one, name, ...(parent !== undefined && { parent: nameOf(parent) }) }
  })
}

/** Whether a folder is a clone's, bare or not. */
export function isClone(folder: string): boolean {
  return run('git', ['-C', folder, 'rev-parse', '--git-dir']).ok
}

/** The two ends of `FROM..TO`; one alone is where it ends. */
function endsOf(range = ''): [from: string, to: string] {
  const [first = '', second] = range.split('..')
  return second === undefined ? ['', first || 'HEAD'] : [first, second || 'HEAD']
}

/** What is known of commits, in the order of the arguments. */
function logOf(clone: string, args: readonly string[]): Revision[] {
  const format = `--format=${['%H', '%cs', '%s'].join(FIELD)}`
  return git(clone, undefined, 'log', format, ...args)
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [commit = '', date = '', subject = ''] = line.split('\x1f')
      const content = contentOf(clone, commit)
      return { name: commit.slice(0, DIGITS), commit, date, subject, content }
    })
}

/** By git's own sums of the files: equal words are equal files. */
function contentOf(clone: string, commit: string): string {
  const files = git(clone, undefined, 'ls-tree', commit, '--', ...LISTED)
    .split('\n')
    .filter((line) => isWanted(line.slice(line.indexOf('\t') + 1)))
  return sha256(files.join('\n'))
}

function isWanted(path: string): boolean {
  const known = wanted.get(path) ?? FILES.some((file) => fits(file.path, path))
  wanted.set(path, known)
  return known
}

/** @throws InputError with git's own first line. */
function git(clone: string, range: string | undefined, ...args: string[]): string {
  const { complaint, missing, ok, stdout } = run('git', ['-C', clone, ...args])
  if (missing) throw new InputError('git is not installed: name folders or tarballs')
  if (!ok) throw new InputError(`${range ?? clone}: ${complaint}`)
  return stdout
}
