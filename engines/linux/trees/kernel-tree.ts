/** A kernel tree: the few files of it that a library is made of, and where they come from. */
import { createHash } from 'node:crypto'
import type { AddedFile, LibraryFile } from './followed.js'

export interface KernelFile {
  /** Within the tree. */
  path: string
  sha256: string
  text: string
}

export interface KernelTree {
  /** As it was named. */
  reference: string
  /** By its own Makefile: `6.1.192`, `6.12.0-rc3`. */
  version: string
  /** What results call it: `linux-6.1.192`; with a patch `linux-6.1.192-NAME`. */
  tier: string
  files: readonly KernelFile[]
  /** Headers around these, which belong to a library only where a file of it comes to include them. */
  around: readonly KernelFile[]
  /** The files that its libraries may have, for what a patch changes. */
  libraries: ReadonlyArray<readonly LibraryFile[]>
  /** Symbols of the configuration behind which its Makefiles build them. */
  symbols: readonly string[]
  /** What a reader should know of where the files come from, in lines. */
  notes: readonly string[]
  /** Symbols of the configuration that the command line, or a patch's own Kconfig, sets. */
  config: Readonly<Record<string, string>>
  /** The patch that was applied. */
  patch?: { file: string; sha256: string }
  /** Paths that its patch takes away; absent where it has none. */
  removed?: readonly string[]
  /** What its patch adds to libraries under names of its own. */
  added?: readonly AddedFile[]
}

/** The tree as a command line names it: `--kernel TREE`, or `--kernel TREE with --patch FILE`. */
export function namedAs({ patch, reference }: Pick<KernelTree, 'patch' | 'reference'>): string {
  return `--kernel ${reference}${patch === undefined ? '' : ` with --patch ${patch.file}`}`
}

export function fileOf(path: string, text: string): KernelFile {
  return { path, sha256: sha256(text), text }
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** One word for all files of a tree. */
export function treeSha256({ files }: KernelTree): string {
  return sha256(files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(''))
}
