/** Sums of what cached entries depend on. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DomainConfig, Tape } from '../contract/index.js'
import { sha256 } from '../linux/trees/index.js'

const tapes = new WeakMap<Tape, string>()

/** The sum of all that a tape holds; it is made once for each. */
export function tapeSum(tape: Tape): string {
  const known = tapes.get(tape)
  if (known !== undefined) return known
  const { continues, error, iova, op, paddr, phases, size } = tape
  const sha = createHash('sha256').update(JSON.stringify(phases))
  for (const column of [op, continues, error, iova, paddr, size]) {
    sha.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  }
  const sum = sha.digest('hex')
  tapes.set(tape, sum)
  return sum
}

/** The sum of all that a domain is asked to be. */
export function domainSum(domain: DomainConfig): string {
  const { coherent, ias, maxTables, oas, pgsizeBitmap, strict } = domain
  return sumOf([ias, oas, pgsizeBitmap, coherent, strict, maxTables ?? null])
}

/** The sum of a value as JSON. */
export function sumOf(value: unknown): string {
  return sha256(JSON.stringify(value))
}

/** The sum of a file. */
export function fileSum(path: string): string {
  return sha256(readFileSync(path))
}

/** The sum of the modules of a folder and of those below it, without tests. */
export function modulesSum(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const modules = names.filter((name) => /(?<!\.test)\.js$/.test(name)).sort()
  return sumOf(modules.map((name) => [name, fileSum(join(folder, name))]))
}
