/** Which files of a tree belong to a library. */
import { InputError } from '../../contract/index.js'
import { filesOfLibrary, fits, type KernelTree, type LibraryFile, namedAs } from '../trees/index.js'
import type { LibraryManifest, Texts } from './manifest.js'

/** What a library does with a file; `undefined` where it has no part in it. */
export function useOf(library: LibraryManifest, path: string): LibraryFile['use'] | undefined {
  return library.files.find((file) => fits(file.path, path))?.use
}

/** Whether a library is in a tree, in part at least: by its first file, which the tree's patch may have taken away. */
export function hasPartOf({ files, removed = [] }: KernelTree, library: LibraryManifest): boolean {
  const [first] = requiredBy(library)
  return [...files.map(({ path }) => path), ...removed].some((path) => fits(first, path))
}

/** @throws InputError where a tree lacks a file without which the library is of no use. */
export function requireWhole(tree: KernelTree, library: LibraryManifest): void {
  const lacking = requiredBy(library).find(
    (pattern) => !tree.files.some(({ path }) => fits(pattern, path)),
  )
  if (lacking === undefined) return
  const removed = tree.removed?.find((path) => fits(lacking, path))
  const where = `${namedAs(tree)}: Linux ${tree.version}`
  throw new InputError(
    removed === undefined
      ? `${where} there has no ${lacking}; name a tree with all of ${library.name}`
      : `${where} has no ${removed} once the patch is applied, and ${library.name} is not built without it; leave the file where it is`,
  )
}

/** Paths of the files that a library cannot do without; the first is no other library's. */
function requiredBy({ files }: LibraryManifest): string[] {
  return files.filter(({ required }) => required).map(({ path }) => path)
}

/** The tree with the library's own files alone: what others change is nothing to it. */
export function treeOf(tree: KernelTree, library: LibraryManifest): KernelTree {
  return { ...tree, files: filesOfLibrary(library.files, tree.files) }
}

/** The library with the files that a tree's patch adds to it. */
export function libraryIn({ added = [] }: KernelTree, library: LibraryManifest): LibraryManifest {
  const own = added.filter(({ symbol }) => symbol === undefined || library.config.includes(symbol))
  return { ...library, files: [...library.files, ...own] }
}

/** A tree's files as a manifest looks at them. */
export function textsOf({ files }: Pick<KernelTree, 'files'>): Texts {
  return new Map(files.map(({ path, text }) => [path, text]))
}
