import { dirname, join } from 'node:path/posix'
import type { KernelTree } from '../trees/index.js'

/** What stands in place of each header that a tree's files include and that was not taken from it. */
export const FORWARD = '#include "io-pgtable-arm/shim.h"\n'

const INCLUDE = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/gm

/** Those headers' paths, as they are included. */
export function forwardHeaders({ files }: KernelTree): string[] {
  const has = (path: string) => files.some((file) => file.path === path)
  const included = files.flatMap(({ path, text }) =>
    [...text.matchAll(INCLUDE)]
      .filter(([, quote, header]) => {
        const beside = quote === '"' && has(join(dirname(path), header))
        return !beside && !has(join('include', header))
      })
      .map(([, , header]) => header),
  )
  return [...new Set(included)].sort()
}
