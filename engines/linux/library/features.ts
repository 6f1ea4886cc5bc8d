import type { KernelTree } from '../trees/index.js'
import type { Feature, LibraryManifest } from './manifest.js'

/** The features of a library that a tree's own text shows. */
export function featuresOf(tree: KernelTree, library: LibraryManifest): Feature[] {
  return library.features.filter(({ file, pattern }) => pattern.test(textOf(tree, file)))
}

/** The text of a tree's file; empty where the tree has none of that path. */
export function textOf(tree: KernelTree, path: string): string {
  return tree.files.find((file) => file.path === path)?.text ?? ''
}
