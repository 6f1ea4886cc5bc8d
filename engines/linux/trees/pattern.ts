/** Paths within a tree, with a `*` in their last part for any name: how libraries name their files. */
import { basename, dirname } from 'node:path/posix'

/** Whether a path is one that a pattern names. */
export function fits(pattern: string, path: string): boolean {
  const [before, after] = basename(pattern).split('*')
  if (after === undefined) return path === pattern
  const name = basename(path)
  return (
    dirname(path) === dirname(pattern) &&
    name.length >= before.length + after.length &&
    name.startsWith(before) &&
    name.endsWith(after)
  )
}

/** What `git ls-tree` is to be asked for, to list no more than patterns need: a path, or a pattern's folder. */
export function listedFor(patterns: readonly string[]): string[] {
  const asked = patterns.map((one) => (one.includes('*') ? `${dirname(one)}/` : one))
  return [...new Set(asked)]
}
