/** What versions of a kernel made of the same few buffers: exact counts, so that no two machines differ. */
import { z } from 'zod'
import { countsSchema, opSchema } from '../../engines/schemas/index.js'

const figuresSchema = z.object({
  /** Of one operation in the steady state. */
  counts: countsSchema,
  /** Of one operation; absent where nothing can count them. */
  instructions: z.number().nonnegative().optional(),
  /** Nanoseconds a page, where it was timed. */
  nsPerPage: z.number().positive().optional(),
})
export type Figures = z.output<typeof figuresSchema>

const rowSchema = z.object({
  library: z.string(),
  /** What it is compared by from version to version: `io-pgtable-arm`, `generic_pt vtd-ss`, or a row's own name. */
  series: z.string(),
  /** `map-unmap-pages`, `punt-range@vtd-ss`. */
  row: z.string(),
  /** By the ids of cells; a cell without figures was not right, and is among the version's failures. */
  cells: z.record(z.string(), z.partialRecord(opSchema, figuresSchema)),
})
export type HistoryRow = z.output<typeof rowSchema>

const failureSchema = z.object({
  /** Absent where it is the whole version. */
  what: z.string().optional(),
  /** In three words. */
  why: z.string(),
  /** In a sentence. */
  message: z.string(),
})
export type HistoryFailure = z.output<typeof failureSchema>

const versionSchema = z.object({
  /** A tag, a commit, or how a tree was named. */
  name: z.string(),
  commit: z.string().optional(),
  date: z.string().optional(),
  subject: z.string().optional(),
  /** What it is held against where that is not the version before. */
  parent: z.string().optional(),
  rows: z.array(rowSchema),
  failures: z.array(failureSchema),
})
export type HistoryVersion = z.output<typeof versionSchema>

/** The part of a history that this is, where its versions were dealt to several machines. */
const shardSchema = z.object({
  /** From 1 to `count`. */
  index: z.number().int().positive(),
  count: z.number().int().positive(),
  /** What all shards of one history share: a hash of its versions, rows and configuration. */
  run: z.string(),
})
export type ShardOfHistory = z.output<typeof shardSchema>

/** Why a version has no figures where a shard of another machine has them. */
export const OTHER_SHARD = 'of another shard'

export const historySchema = z.object({
  schema: z.literal('unmap-bench/history'),
  version: z.literal(1),
  /** The compiler, and what counted instructions or why nothing did. */
  compiler: z.string(),
  meter: z.string(),
  cells: z.array(z.object({ id: z.string(), pages: z.number().int().positive() })),
  /** Symbols of the kernel's configuration that were set. */
  config: z.record(z.string(), z.string()).optional(),
  shard: shardSchema.optional(),
  /** The oldest first. */
  versions: z.array(versionSchema),
})
export type History = z.output<typeof historySchema>
