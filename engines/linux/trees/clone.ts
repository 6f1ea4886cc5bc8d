/** Git clones, bare ones too: the files of a revision, wherever in the clone the kernel lies. */
import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { InputError } from '../../contract/index.js'
import { fits } from './pattern.js'
import { run } from './run.js'
import type { Source } from './source.js'

const git = (folder: string, ...args: string[]) => run('git', ['-C', folder, ...args])

/** The nearest folder that is there: a kernel's own need not be, in a bare clone or another revision. */
function present(path: string): string {
  return existsSync(path) ? path : present(dirname(path))
}

/** Whether a path, or a folder above it, is there and could be a clone. */
export function hasRepository(path: string): boolean {
  if (existsSync(path)) return true
  const answered = git(present(path), 'rev-parse', '--git-dir')
  return answered.ok
}

/**
 * The files of a revision.
 *
 * @param path the clone, or a folder within it that the kernel lies in.
 * @throws InputError where git or the revision is missing.
 */
export function fromClone(path: string, revision: string, reference: string): Source {
  const folder = present(path)
  const commit = git(
    folder,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  )
  if (commit.missing) {
    throw new InputError(`--kernel ${reference}: git is not installed; name a folder or a tarball`)
  }
  if (!commit.ok) {
    const known = git(folder, 'rev-parse', '--git-dir').ok
    throw new InputError(
      known
        ? `--kernel ${reference}: the clone has no revision ${revision}; git -C ${folder} tag lists its versions, git fetch --tags brings more`
        : `--kernel ${reference}: ${folder} is no git clone; name it without @${revision}`,
    )
  }
  const sha = commit.stdout.trim()
  const within = join(prefixOf(folder), relative(folder, path))
  const named = (path: string) => `${sha}:${join(within, path)}`
  return {
    read(path) {
      const shown = git(folder, 'show', named(path))
      return shown.ok ? shown.stdout : undefined
    },
    list(pattern) {
      const listed = git(folder, 'ls-tree', '--name-only', '-z', named(dirname(pattern)))
      if (!listed.ok) return []
      return listed.stdout
        .split('\0')
        .filter(Boolean)
        .map((name) => join(dirname(pattern), name))
        .filter((path) => fits(pattern, path))
    },
  }
}

/** Where in its clone a folder lies; empty at its top, and in a bare clone. */
function prefixOf(folder: string): string {
  return git(folder, 'rev-parse', '--show-prefix').stdout.trim()
}

/** Those of some files of a work tree that differ from its last commit; none where it is no work tree. */
export function changedFiles(folder: string, paths: readonly string[]): string[] {
  const status = git(folder, 'status', '--porcelain', '-z', '--untracked-files=all', '--', ...paths)
  if (!status.ok) return []
  const prefix = prefixOf(folder)
  return status.stdout
    .split('\0')
    .filter((line) => /^[ MADRCU?!]{2} /.test(line))
    .map((line) => line.slice(3))
    .map((path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path))
}
