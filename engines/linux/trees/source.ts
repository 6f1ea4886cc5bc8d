/** Where the files of a tree come from: a folder, a clone, a tarball. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { InputError, namesIn } from '../../contract/index.js'
import { fromClone, hasRepository } from './clone.js'
import { fits } from './pattern.js'
import { openTarball } from './tarball.js'

const WAY_OUT = 'npm run kernels lists what this machine has, and what adds one'

/**
 * Reads files of the tree that `reference` names: a folder, a git clone `PATH@REV`, or a tarball.
 *
 * @param paths of the files; a `*` in the last part stands for any name.
 * @returns the texts of those that are there, by their paths.
 * @throws InputError where it names none of them.
 */
export async function readSource(
  reference: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const path = expand(reference)
  if (existsSync(path)) {
    return fromFolder(statSync(path).isDirectory() ? path : await openTarball(path, paths), paths)
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
export function splitAt(reference: string): [path: string, revision?: string] {
  const at = reference.lastIndexOf('@')
  if (at <= 0) return [expand(reference)]
  return [expand(reference.slice(0, at)), reference.slice(at + 1)]
}

function expand(path: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, homedir()))
}

/** Files as they lie in a folder, those of one pattern in the order of their names. */
export function fromFolder(folder: string, paths: readonly string[]): Map<string, string> {
  const found = paths.flatMap((pattern) =>
    namesIn(join(folder, dirname(pattern)))
      .map((name) => join(dirname(pattern), name))
      .filter((path) => fits(pattern, path) && isFile(join(folder, path)))
      .sort(),
  )
  return new Map(found.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

/** Whether there is a file, or a link that leads to one. */
function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}
