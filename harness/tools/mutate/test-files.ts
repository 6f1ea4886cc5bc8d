/** Test files by words of their paths, as `npm test` takes them. */
import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** @returns the test files below `dist` whose path from there holds a word, from there. */
export function testsNamed(dist: string): (word: string) => string[] {
  const all = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.js'))
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    .filter((file) => !file.startsWith('timed'))
    .sort()
  return (word) => all.filter((file) => file.includes(word))
}
