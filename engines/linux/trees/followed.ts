/** Headers that are of a library because a file of it includes them. */
import { dirname, join } from 'node:path/posix'
import type { KernelFile } from './kernel-tree.js'
import { fits } from './pattern.js'

const INCLUDE = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/gm

/** A file of a library; one with `followed` counts only where another includes it. */
export interface WantedFile {
  path: string
  required: boolean
  followed?: boolean
  use?: string
}

/** Uses of files that belong to none by themselves. */
const NO_PART: ReadonlyArray<string | undefined> = ['left-out', 'consulted']

/** What a text includes, as paths that a tree could have it at: beside its file, and among the headers. */
export function includedPaths({ path, text }: Pick<KernelFile, 'path' | 'text'>): string[] {
  return [...text.matchAll(INCLUDE)].flatMap(([, quote, header]) => [
    ...(quote === '"' ? [join(dirname(path), header)] : []),
    join('include', header),
  ])
}

/** Those files that belong to a library: by their paths, and by what includes them, however far. */
export function filesOfLibrary(
  wanted: readonly WantedFile[],
  files: readonly KernelFile[],
): KernelFile[] {
  const entryOf = ({ path }: KernelFile) => wanted.find((one) => fits(one.path, path))
  const found = new Set(
    files.filter((file) => {
      const entry = entryOf(file)
      return entry !== undefined && entry.followed !== true && !NO_PART.includes(entry.use)
    }),
  )
  // What is added is visited too.
  for (const file of found) {
    const paths = new Set(includedPaths(file))
    for (const other of files) {
      if (paths.has(other.path) && entryOf(other)?.followed === true) found.add(other)
    }
  }
  return files.filter((file) => found.has(file))
}
