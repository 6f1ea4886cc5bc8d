/** Which files of a tree belong to a library. */
import { basename, dirname } from 'node:path/posix'
import type { KernelFile, KernelTree } from '../trees/index.js'
import type { LibraryFile, LibraryInTree, LibraryManifest } from './manifest.js'

/** Whether a path within a tree is one that an entry names. */
export function isOf({ path: pattern }: Pick<LibraryFile, 'path'>, path: string): boolean {
  const [before, after] = basename(pattern).split('*')
  if (after === undefined) return path === pattern
  const name = basename(path)
  return (
    dirname(path) === dirname(pattern) &&
    name.length >= before.length + after.length &&
    name.startsWith(before) &&
    name.endsWith(after)
  )
}

/** What a library does with a file; `undefined` where it has no part in it. */
export function useOf(library: LibraryManifest, path: string): LibraryFile['use'] | undefined {
  return library.files.find((file) => isOf(file, path))?.use
}

/** The files that a tree must have and has not, as they are named; none where the library is in it. */
export function missingFiles(
  { files }: Pick<KernelTree, 'files'>,
  library: LibraryManifest,
): string[] {
  return library.files
    .filter((wanted) => wanted.required && !files.some(({ path }) => isOf(wanted, path)))
    .map(({ path }) => path)
}

/** The tree with the library's own files alone: what others change is nothing to it. */
export function treeOf(tree: KernelTree, library: LibraryManifest): KernelTree {
  return { ...tree, files: tree.files.filter(({ path }) => isUsed(library, path)) }
}

function isUsed(library: LibraryManifest, path: string): boolean {
  const use = useOf(library, path)
  return use !== undefined && use !== 'left-out'
}

/** A tree's files as a manifest looks at them. */
export function inTree(files: readonly KernelFile[]): LibraryInTree {
  return {
    paths: files.map(({ path }) => path),
    text: (path) => files.find((file) => file.path === path)?.text ?? '',
  }
}
