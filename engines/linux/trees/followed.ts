/** Headers that are of a library because a file of it includes them. */
import { dirname, join } from 'node:path/posix'
import type { KernelFile } from './kernel-tree.js'
import { fits } from './pattern.js'

const INCLUDE = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/gm

/** Files of the kernel's that a library is made of. */
export interface LibraryFile {
  /** Within the tree; `*` in its last part stands for any name. */
  path: string
  /** A tree with none has not this library; those that are not required are used where they are. */
  required: boolean
  /**
   * What is done with them: compiled, included by others, or compiled into the self-tests alone;
   * `consulted` for definitions that the shim lacks; `left-out` what a later entry would take. The first entry that fits a file decides.
   */
  use: 'compiled' | 'included' | 'self-test' | 'consulted' | 'left-out'
  /** A header that is of the library only where a file of it includes it. */
  followed?: boolean
}

/** A file that a patch adds under a name that no library has by itself. */
export interface AddedFile extends LibraryFile {
  /** The symbol behind which the tree's Makefile builds it, of a C file. */
  symbol?: string
}

/** Uses of files that belong to none by themselves. */
const NO_PART: ReadonlyArray<LibraryFile['use']> = ['left-out', 'consulted']

/** The headers that a file includes, each with the paths that a tree could have it at: beside the file, and among headers. */
export function includesOf({
  path,
  text,
}: Pick<KernelFile, 'path' | 'text'>): Array<{ header: string; paths: string[] }> {
  return [...text.matchAll(INCLUDE)].map(([, quote, header]) => ({
    header,
    paths: [...(quote === '"' ? [join(dirname(path), header)] : []), join('include', header)],
  }))
}

export function includedPaths(file: Pick<KernelFile, 'path' | 'text'>): string[] {
  return includesOf(file).flatMap(({ paths }) => paths)
}

/** Those files that belong to a library: by their paths, and by what includes them, however far. */
export function filesOfLibrary(
  wanted: readonly LibraryFile[],
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
