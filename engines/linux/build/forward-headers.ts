import { basename, dirname, join } from 'node:path/posix'
import type { LibraryManifest } from '../library/manifest.js'
import { TAKEN } from '../taken/take.js'
import type { KernelTree } from '../trees/index.js'

/** What stands in place of each header that a tree's files include and that was not taken from it, and what was of single ones. */
export function forwardText({ files }: KernelTree, { shim }: LibraryManifest): string {
  const taken = files.some(({ path }) => path === TAKEN)
  return `#include "${shim}"\n${taken ? `#include <${basename(TAKEN)}>\n` : ''}`
}

const INCLUDE = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/gm

/** Those headers' paths, as they are included. */
export function forwardHeaders({ files }: KernelTree, library: LibraryManifest): string[] {
  const has = (path: string) => files.some((file) => file.path === path)
  const included = files.flatMap(({ path, text }) =>
    [...text.matchAll(INCLUDE)]
      .filter(([, quote, header]) => {
        const beside = quote === '"' && has(join(dirname(path), header))
        return !beside && !has(join('include', header))
      })
      .map(([, , header]) => header),
  )
  const ofSystem = library.systemHeaders ?? []
  return [...new Set(included)].filter((header) => !ofSystem.includes(header)).sort()
}
