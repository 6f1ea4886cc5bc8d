/** A patch of one's own, applied to a temporary copy of a tree's files. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { InputError } from '../../contract/index.js'
import { fileOf, type KernelTree, sha256 } from './kernel-tree.js'
import { type Ended, run } from './run.js'

/**
 * The tree after a patch: `git diff`, `git format-patch` or `diff -u`, with paths that begin at the
 * tree's top. What it does to files that this library does not need is left out.
 *
 * @throws InputError where the file is not there, touches none of the tree's files, or does not apply.
 */
export function patchTree(tree: KernelTree, patch: string): KernelTree {
  const text = readPatch(patch)
  const paths = tree.files.map(({ path }) => path)
  const ours = sectionsFor(text, paths)
  if (ours === '') {
    throw new InputError(
      `--patch ${patch}: it touches none of ${told(paths)}; make it at the top of the tree with git diff`,
    )
  }
  const files = applied(tree, ours, (complaint) => {
    throw new InputError(
      `--patch ${patch}: it does not apply to ${tree.reference}, Linux ${tree.version} (${complaint}); rebase it onto that version`,
    )
  })
  const name = basename(patch)
    .replace(/\.(patch|diff|mbox|txt)$/, '')
    .replace(/[^\w.-]+/g, '-')
  return {
    ...tree,
    tier: `${tree.tier}-${name}`,
    files,
    patch: { file: resolve(patch), sha256: sha256(text) },
  }
}

/** Paths in words: files of one folder together. */
function told(paths: readonly string[]): string {
  return [...new Set(paths.map(dirname))]
    .map((folder) => {
      const files = paths.filter((path) => dirname(path) === folder)
      return files.length > MOST_NAMED ? `${folder}/*` : files.join(', ')
    })
    .join(', ')
}

/** Files of one folder that are named one by one. */
const MOST_NAMED = 4

function readPatch(patch: string): string {
  if (!existsSync(patch))
    throw new InputError(`--patch ${patch}: there is no such file; name a patch`)
  return readFileSync(patch, 'utf8')
}

/** The parts of a patch that change one of `paths`, in their order. */
function sectionsFor(patch: string, paths: readonly string[]): string {
  const sections: string[][] = []
  const lines = patch.split('\n')
  let inGitSection = false
  lines.forEach((line, at) => {
    const git = line.startsWith('diff --git ')
    const plain = line.startsWith('--- ') && (lines[at + 1] ?? '').startsWith('+++ ')
    if (git || (plain && !inGitSection)) sections.push([])
    inGitSection = git || (inGitSection && !plain)
    sections.at(-1)?.push(line)
  })
  return sections
    .filter((section) =>
      section.some((line) => /^(\+\+\+|---) /.test(line) && isOneOf(line, paths)),
    )
    .map((section) => `${section.join('\n').trimEnd()}\n`)
    .join('')
}

function isOneOf(line: string, paths: readonly string[]): boolean {
  const [path = ''] = line.slice(4).split('\t')
  return paths.includes(path.trim().replace(/^[^/]+\//, ''))
}

/** The tree's files after `patch`; `fails` is told why it does not apply. */
function applied(tree: KernelTree, patch: string, fails: (complaint: string) => never) {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-patch-'))
  try {
    for (const { path, text } of tree.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { complaint, ok } = applyIn(folder, patch)
    if (!ok) fails(complaint.replace(/^error: /, ''))
    return tree.files.flatMap(({ path }) => {
      const file = join(folder, path)
      return existsSync(file) ? [fileOf(path, readFileSync(file, 'utf8'))] : []
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** By git where it is there, else by patch. */
function applyIn(folder: string, patch: string): Ended {
  const options = { cwd: folder, input: patch }
  // A temporary folder inside of somebody's clone is no part of that clone.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) }
  const byGit = run('git', ['apply', '-p1', '--whitespace=nowarn', '-'], { ...options, env })
  if (!byGit.missing) return byGit
  const byPatch = run('patch', ['-p1', '--batch', '--forward', '--fuzz=0'], options)
  if (!byPatch.missing) {
    return {
      ...byPatch,
      complaint:
        byPatch.stdout.split('\n').find((line) => /FAILED/.test(line)) ?? byPatch.complaint,
    }
  }
  throw new InputError('--patch needs git or patch, and neither is installed; install one of them')
}
