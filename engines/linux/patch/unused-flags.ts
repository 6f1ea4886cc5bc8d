/** Compiler flags that a patch gives to files of a library in their Makefile: a build has flags of its own. */
import { dirname, join } from 'node:path/posix'

const FLAGS = /^\+\s*((?:CFLAGS_(?:REMOVE_)?([\w/-]+)\.o|(?:subdir-)?ccflags-\S+?))\s*[+:]?=/

/**
 * A sentence for each of them.
 *
 * @param paths of the libraries' files after the patch.
 */
export function unusedFlags(diffs: string, paths: readonly string[]): string[] {
  const sources = paths.filter((path) => path.endsWith('.c'))
  const notes = new Set<string>()
  let makefile: string | undefined
  for (const line of diffs.split('\n')) {
    const file = /^\+\+\+ ([^\t\r\n]+)/.exec(line)?.[1]
    if (file !== undefined) makefile = /(?:^|\/)(?:Makefile|Kbuild)$/.test(file) ? file : undefined
    const [, flags, object] = FLAGS.exec(line) ?? []
    if (makefile === undefined || flags === undefined) continue
    const folder = dirname(makefile)
    const own = sources.some((path) => {
      const named = object === undefined ? dirname(path) : path.replace(/\.c$/, '')
      const place = object === undefined ? folder : join(folder, object)
      return place === named || place.endsWith(`/${named}`)
    })
    if (own)
      notes.add(
        `${flags} in ${makefile.replace(/^b\//, '')} is not used: builds have flags of their own`,
      )
  }
  return [...notes]
}
