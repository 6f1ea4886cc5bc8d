/** Git clones, bare ones too: the files of a revision, wherever in the clone the kernel lies. */
import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { InputError } from '../../contract/index.js'
import { fits, listedFor } from './pattern.js'
import { run } from './run.js'

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
 * @param paths of the files, and patterns of them.
 * @returns texts by their paths.
 * @throws InputError where git or the revision is missing.
 */
export function fromClone(
  path: string,
  revision: string,
  reference: string,
  paths: readonly string[],
): Map<string, string> {
  const folder = present(path)
  // Where in its clone the folder lies comes first; nothing where that is its top.
  const commit = git(
    folder,
    'rev-parse',
    '--show-prefix',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  )
  if (commit.missing) {
    throw new InputError(`--kernel ${reference}: git is not installed; name a folder or a tarball`)
  }
  if (!commit.ok) {
    requireTrusted(folder, `--kernel ${reference}`)
    const known = git(folder, 'rev-parse', '--git-dir').ok
    throw new InputError(
      known
        ? `--kernel ${reference}: the clone has no revision ${revision}; git -C ${folder} tag lists its versions, git fetch --tags brings more`
        : `--kernel ${reference}: ${folder} is no git clone; name it without @${revision}`,
    )
  }
  const [prefix = '', sha = ''] = commit.stdout.split('\n')
  return blobsOf(folder, sha, join(prefix, relative(folder, path)), paths, reference)
}

/**
 * Git reads no clone that another user owns, unless it is told to.
 *
 * @param asked what on the command line named it.
 * @throws InputError where that is so, with what tells git to.
 */
export function requireTrusted(folder: string, asked: string): void {
  const { messages } = git(folder, 'rev-parse', '--git-dir')
  const remedy = messages.find((line) => line.includes('safe.directory'))
  if (remedy !== undefined) {
    throw new InputError(
      `${asked}: another user owns the clone, so that git does not read it; ${remedy.trim()}`,
    )
  }
}

/** Whether a clone's last commit has a file that a folder lacks: a sparse work tree, or a file that was removed. */
export function isCommitted(folder: string, path: string): boolean {
  return git(folder, 'cat-file', '-e', `HEAD:./${path}`).ok
}

/** Whether a folder is a clone without files of its own. */
export function isBare(folder: string): boolean {
  return git(folder, 'rev-parse', '--is-bare-repository').stdout.trim() === 'true'
}

/**
 * The files that some paths and patterns fit, by their paths, in the order of the clone's tree: git is
 * started twice for all of them. A symbolic link is the file that it leads to.
 *
 * @param within the folder of the clone that paths start from; empty at its top.
 * @throws InputError where the clone lacks what it should have, as a partial one does out of its remote's reach.
 */
function blobsOf(
  folder: string,
  sha: string,
  within: string,
  paths: readonly string[],
  reference: string,
): Map<string, string> {
  const lacks = (why: string) =>
    new InputError(
      `--kernel ${reference}: the clone lacks files of that commit (git: ${why}); git -C ${folder} fetch --refetch brings them, where its remote can be reached`,
    )
  const asked = listedFor(paths.map((path) => join(within, path)))
  const listed = git(folder, 'ls-tree', '-z', '--full-tree', sha, '--', ...asked)
  if (!listed.ok) throw lacks(listed.complaint)
  const found = listed.stdout
    .split('\0')
    .flatMap((line) => /^\d+ blob \w+\t(.*)$/s.exec(line)?.[1] ?? [])
    .map((path) => relative(within, path))
    .filter((path) => paths.some((pattern) => fits(pattern, path)))
  const read = run('git', ['-C', folder, 'cat-file', '--batch', '--follow-symlinks'], {
    input: found.map((path) => `${sha}:${join(within, path)}\n`).join(''),
    encoding: 'latin1',
  })
  const contents = read.stdout
  const files = new Map<string, string>()
  let at = 0
  for (const path of found) {
    const text = contents.indexOf('\n', at) + 1
    // `OBJECT blob BYTES`, so many bytes and the end of a line; links that lead to no file have another word.
    const [, kind, bytes] = /(\w+) (\d+)\n$/.exec(contents.slice(at, text)) ?? []
    if (bytes === undefined) throw lacks(read.messages[0] ?? `no ${path}`)
    at = text + Number(bytes) + 1
    if (kind === 'blob')
      files.set(path, Buffer.from(contents.slice(text, at - 1), 'latin1').toString())
  }
  return files
}

/** Those of some files of a work tree that differ from its last commit; none where it is no work tree. */
export function changedFiles(folder: string, paths: readonly string[]): string[] {
  const status = git(folder, 'status', '--porcelain', '-z', '--untracked-files=all', '--', ...paths)
  if (!status.ok) return []
  // Where in its clone the folder lies; empty at its top.
  const prefix = git(folder, 'rev-parse', '--show-prefix').stdout.trim()
  return status.stdout
    .split('\0')
    .filter((line) => /^[ MADRCU?!]{2} /.test(line))
    .map((line) => line.slice(3))
    .map((path) => (path.startsWith(prefix) ? path.slice(prefix.length) : path))
}
