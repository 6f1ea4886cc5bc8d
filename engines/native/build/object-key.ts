/** What names an object of the tier: its compiler and flags, its source, and all of ours that it includes. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Compiler } from '../build-report.js'

/** @param includes folders in which C files find what they include. */
export function keyOfObject(
  { command, version }: Compiler,
  source: string,
  flags: readonly string[],
  includes: readonly string[],
): string {
  const sha = createHash('sha256')
  sha.update(JSON.stringify([process.platform, process.arch, command, version, flags]))
  for (const [name, text] of includedBy(source, includes)) sha.update(`${name}\n`).update(text)
  return sha.digest('hex')
}

/** A source and the files that it includes, each once, by their names. */
function includedBy(
  source: string,
  includes: readonly string[],
  found = new Map<string, string>(),
): Map<string, string> {
  const file = includes.map((folder) => join(folder, source)).find(existsSync)
  if (found.has(source) || file === undefined) return found
  const text = readFileSync(file, 'utf8')
  found.set(source, text)
  for (const [, name] of text.matchAll(/^\s*#\s*include\s+"([^"]+)"/gm)) {
    includedBy(name, includes, found)
  }
  return found
}
