import { basename } from 'node:path/posix'
import type { LibraryManifest } from '../library/manifest.js'
import { TAKEN } from '../taken/take.js'
import { includesOf, type KernelTree } from '../trees/index.js'

/** What stands in place of each header that a tree's files include and that was not taken from it, and what was of single ones. */
export function forwardText({ files }: KernelTree, { shim }: LibraryManifest): string {
  const taken = files.some(({ path }) => path === TAKEN)
  return `#include "${shim}"\n${taken ? `#include <${basename(TAKEN)}>\n` : ''}`
}

/** Those headers' paths, as they are included. */
export function forwardHeaders({ files }: KernelTree, library: LibraryManifest): string[] {
  const known = new Set(files.map(({ path }) => path))
  const included = files
    .flatMap(includesOf)
    .filter(({ paths }) => !paths.some((path) => known.has(path)))
    .map(({ header }) => header)
  const ofSystem = library.systemHeaders ?? []
  return [...new Set(included)].filter((header) => !ofSystem.includes(header)).sort()
}
