/** Where the files of a tree come from: each kind of source is a way to read a file by its path. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { InputError } from '../../contract/index.js'
import { run } from './run.js'
import { openTarball } from './tarball.js'

/** Reads a file of a tree; `undefined` where the tree has none of that path. */
export type ReadFile = (path: string) => string | undefined

const WAY_OUT = 'npm run kernels lists what this machine has, and what adds one'

/**
 * Opens the source that `reference` names: a folder, a git clone `PATH@REV`, or a tarball.
 *
 * @param paths files that will be asked for; only these are taken out of a tarball.
 * @throws InputError where it names none of them.
 */
export async function openSource(reference: string, paths: readonly string[]): Promise<ReadFile> {
  const path = expand(reference)
  if (existsSync(path)) {
    return statSync(path).isDirectory() ? fromFolder(path) : openTarball(path, paths)
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

function fromFolder(folder: string): ReadFile {
  return (path) => {
    const file = join(folder, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
}

function fromClone(clone: string, revision: string, reference: string): ReadFile {
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
  return (path) => {
    const shown = git('show', `${sha}:${path}`)
    return shown.ok ? shown.stdout : undefined
  }
}
