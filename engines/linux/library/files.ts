/** Which files of a tree belong to a library. */
import { fits, type KernelTree, type LibraryFile } from '../trees/index.js'
import type { LibraryManifest, Texts } from './manifest.js'

/** What a library does with a file; `undefined` where it has no part in it. */
export function useOf(library: LibraryManifest, path: string): LibraryFile['use'] | undefined {
  return library.files.find((file) => fits(file.path, path))?.use
}

/** The files that a tree must have and has not, as they are named; none where the library is in it. */
export function missingFiles(
  { files }: Pick<KernelTree, 'files'>,
  library: LibraryManifest,
): string[] {
  return library.files
    .filter((wanted) => wanted.required && !files.some(({ path }) => fits(wanted.path, path)))
    .map(({ path }) => path)
}

/** The tree with the library's own files alone: what others change is nothing to it. */
export function treeOf(tree: KernelTree, library: LibraryManifest): KernelTree {
  return { ...tree, files: tree.files.filter(({ path }) => isUsed(library, path)) }
}

function isUsed(library: LibraryManifest, path: string): boolean {
  const use = useOf(library, path)
  return use !== undefined && use !== 'left-out' && use !== 'consulted'
}

/** A tree's files as a manifest looks at them. */
export function textsOf({ files }: Pick<KernelTree, 'files'>): Texts {
  return new Map(files.map(({ path, text }) => [path, text]))
}
