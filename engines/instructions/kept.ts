/**
 * Instructions that were counted before, kept by all that they depend on. An entry that is not what
 * was written is as good as none.
 */
import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Tape } from '../contract/index.js'
import { cacheFolder, sha256 } from '../linux/trees/index.js'
import type { Cycles, Job } from './batch.js'
import type { CycleInstructions } from './counted.js'
import type { Meter } from './meter.js'

/** Goes up where the same files would be counted otherwise. */
const VERSION = 1

/** Entries that are kept, a few thousand bytes each; the oldest go. */
const MOST_KEPT = 5000

const countedSchema = z.object({
  instructions: z.number().nonnegative(),
  stacks: z.record(z.string(), z.number()).optional(),
})

const entrySchema = z.object({
  schema: z.literal('unmap-bench/instructions'),
  key: z.string(),
  /** Of `cycle` as JSON. */
  sha256: z.string(),
  cycle: z.partialRecord(z.enum(['map', 'unmap', 'mixed']), countedSchema),
})

/** Where entries lie, one file each. */
export function keptFolder(): string {
  return join(cacheFolder(), 'instructions')
}

/**
 * All that a job's instructions depend on, as one word: the linked program, what is asked of it, the
 * tape, and who counts.
 */
export function keyOf(
  { domain, engine, tape }: Job,
  program: string,
  cycles: Cycles,
  { source, tool }: Meter,
): string {
  const { driver, format, shape } = engine
  const { coherent, ias, maxTables, oas, pgsizeBitmap, strict } = domain
  const asked = [shape, format, driver, ias, oas, pgsizeBitmap, coherent, strict, maxTables ?? null]
  return sha256(JSON.stringify([VERSION, program, asked, tapeSum(tape), cycles, source, tool]))
}

/** The sum of a program's file. */
export function programSum(file: string): string {
  return sha256(readFileSync(file))
}

function tapeSum({ continues, iova, op, paddr, phases, size }: Tape): string {
  const sha = createHash('sha256').update(JSON.stringify(phases))
  for (const column of [op, continues, iova, paddr, size]) {
    sha.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength))
  }
  return sha.digest('hex')
}

/** What was kept by a key; `undefined` where there is nothing, or not what was written. */
export function readKept(key: string): CycleInstructions | undefined {
  try {
    const entry = entrySchema.parse(JSON.parse(readFileSync(fileOf(key), 'utf8')))
    return entry.key === key && entry.sha256 === sumOf(entry.cycle) ? entry.cycle : undefined
  } catch {
    return undefined
  }
}

/** Keeps what was counted; where that cannot be, it is counted again the next time. */
export function keep(key: string, cycle: CycleInstructions): void {
  const schema = 'unmap-bench/instructions'
  const temporary = `${fileOf(key)}.${process.pid}`
  try {
    mkdirSync(keptFolder(), { recursive: true })
    writeFileSync(temporary, JSON.stringify({ schema, key, sha256: sumOf(cycle), cycle }))
    renameSync(temporary, fileOf(key))
  } catch {
    rmSync(temporary, { force: true })
  }
}

/** Drops the oldest entries beyond `most`. */
export function dropOldest(most = MOST_KEPT): void {
  let names: string[]
  try {
    names = readdirSync(keptFolder())
  } catch {
    return
  }
  if (names.length <= most) return
  const aged = names.map((name) => {
    const file = join(keptFolder(), name)
    return { file, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }
  })
  aged.sort((a, b) => b.at - a.at)
  for (const { file } of aged.slice(most)) rmSync(file, { force: true })
}

function fileOf(key: string): string {
  return join(keptFolder(), `${key}.json`)
}

function sumOf(cycle: CycleInstructions): string {
  return sha256(JSON.stringify(cycle))
}
