/** Where the files of a tree come from: each kind of source is a way to read a file by its path. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { InputError } from '../../contract/index.js'
import { fromClone, hasRepository } from './clone.js'
import { fits } from './pattern.js'
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
 * @param paths files that will be asked for: only these are taken out of a tarball or a clone.
 * @throws InputError where it names none of them.
 */
export async function openSource(reference: string, paths: readonly string[]): Promise<Source> {
  const path = expand(reference)
  if (existsSync(path)) {
    return statSync(path).isDirectory()
      ? fromFolder(path)
      : fromFolder(await openTarball(path, paths))
  }
  const [clone, revision] = splitAt(reference)
  if (revision !== undefined && hasRepository(clone))
    return fromClone(clone, revision, reference, paths)
  throw new InputError(
    `--kernel ${reference}: no such source folder, git clone PATH@REV or tarball; ${WAY_OUT}`,
  )
}

/** The path of the clone that a reference names, with `@REV` or without; `undefined` where it is none. */
export function cloneOf(reference: string): string | undefined {
  const [clone] = splitAt(reference)
  return folderOf(reference) ?? (existsSync(clone) ? clone : undefined)
}

/** The folder that a reference is, whose files are read as they lie there; `undefined` where it is none. */
export function folderOf(reference: string): string | undefined {
  const path = expand(reference)
  return existsSync(path) && statSync(path).isDirectory() ? path : undefined
}

/** `PATH@REV`, at its last `@`; without one there is no revision. */
function splitAt(reference: string): [path: string, revision?: string] {
  const at = reference.lastIndexOf('@')
  if (at <= 0) return [expand(reference)]
  return [expand(reference.slice(0, at)), reference.slice(at + 1)]
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
      return entries
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => join(dirname(pattern), name))
        .filter((path) => fits(pattern, path))
        .sort()
    },
  }
}
