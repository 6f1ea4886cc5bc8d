/** Where the files of a tree come from: each kind of source is a way to read a file by its path. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { InputError } from '../../contract/index.js'
import { run } from './run.js'
import { openTarball } from './tarball.js'

/** A tree's files. */
export interface Source {
  /** Reads a file; `undefined` where the tree has none of that path. */
  read(path: string): string | undefined
  /** Paths of the files that a pattern fits, in their order: `*` in its last part stands for any name. */
  list(pattern: string): string[]
}

const WAY_OUT = 'npm run kernels lists what this machine has, and what adds one'

/**
 * Opens the source that `reference` names: a folder, a git clone `PATH@REV`, or a tarball.
 *
 * @param paths files that will be asked for; only these are taken out of a tarball.
 * @throws InputError where it names none of them.
 */
export async function openSource(reference: string, paths: readonly string[]): Promise<Source> {
  const path = expand(reference)
  if (existsSync(path)) {
    return statSync(path).isDirectory()
      ? fromFolder(path)
      : fromFolder(await openTarball(path, paths))
  }
  const at = reference.lastIndexOf('@')
  const clone = expand(reference.slice(0, at))
  if (at > 0 && existsSync(clone)) return fromClone(clone, reference.slice(at + 1), reference)
  throw new InputError(
    `--kernel ${reference}: no such source folder, git clone PATH@REV or tarball; ${WAY_OUT}`,
  )
}

function expand(path: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, homedir()))
}

/** Files as they lie in a folder. */
export function fromFolder(folder: string): Source {
  return {
    read(path) {
      const file = join(folder, path)
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    },
    list(pattern) {
      const below = join(folder, dirname(pattern))
      const entries = existsSync(below) ? readdirSync(below, { withFileTypes: true }) : []
      return fitting(
        pattern,
        entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
      )
    },
  }
}

/** The paths of those names that the last part of a pattern fits. */
function fitting(pattern: string, names: readonly string[]): string[] {
  const [before, after = ''] = basename(pattern).split('*')
  return names
    .filter((name) => name.length >= before.length + after.length)
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .sort()
    .map((name) => join(dirname(pattern), name))
}

function fromClone(clone: string, revision: string, reference: string): Source {
  const git = (...args: string[]) => run('git', ['-C', clone, ...args])
  const commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
  if (commit.missing) {
    throw new InputError(`--kernel ${reference}: git is not installed; name a folder or a tarball`)
  }
  if (!commit.ok) {
    const known = git('rev-parse', '--git-dir').ok
    throw new InputError(
      known
        ? `--kernel ${reference}: the clone has no revision ${revision}; git -C ${clone} tag lists its versions, git fetch --tags brings more`
        : `--kernel ${reference}: ${clone} is no git clone; name it without @${revision}`,
    )
  }
  const sha = commit.stdout.trim()
  return {
    read(path) {
      const shown = git('show', `${sha}:${path}`)
      return shown.ok ? shown.stdout : undefined
    },
    list(pattern) {
      const listed = git('ls-tree', '--name-only', '-z', `${sha}:${dirname(pattern)}`)
      return listed.ok ? fitting(pattern, listed.stdout.split('\0').filter(Boolean)) : []
    },
  }
}
