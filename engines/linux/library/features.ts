import type { KernelTree } from '../trees/index.js'
import { useOf } from './files.js'
import type { Feature, LibraryManifest } from './manifest.js'

/** The features of a library that a tree's own text shows. */
export function featuresOf(tree: KernelTree, library: LibraryManifest): Feature[] {
  const text = libraryText(tree, library)
  return library.features.filter(({ pattern }) => pattern.test(text))
}

/** The text of all files that a library is compiled from, one behind another; self-tests apart. */
export function libraryText({ files }: KernelTree, library: LibraryManifest): string {
  return files
    .filter(({ path }) => {
      const use = useOf(library, path)
      return use === 'compiled' || use === 'included'
    })
    .map(({ text }) => text)
    .join('\n')
}
