/** What a result says of itself as a part of a run, or as one that was merged of parts. */
import { z } from 'zod'
import { countsColumn } from './columns.js'
import { machineSchema } from './machine.js'
import { count, positive } from './units.js'

/** The part of a run that this is, where its cells were dealt to several machines. */
export const shardSchema = z.object({
  /** From 1 on. */
  index: positive,
  /** What all shards of one run share: a hash of its suite, engines, seed and cells. */
  run: z.string(),
  /** Where this shard's cells stand among those of the whole run, from 0 on. */
  places: countsColumn,
  /** How many cells each shard has, all shards in their order. */
  cells: countsColumn,
})
export type ShardOfRun = z.infer<typeof shardSchema>

/** What a result was merged of: shards that ran one by one, on one machine or several alike. */
export const mergedSchema = z.object({
  /** Those that are in it, in their order. */
  shards: z.array(
    z.object({
      index: positive,
      cells: count,
      startedAt: z.iso.datetime(),
      finishedAt: z.iso.datetime(),
      machine: machineSchema,
    }),
  ),
  /** Those that have cells and were not there. */
  missing: z.array(z.object({ index: positive, cells: positive })),
  /** In what the machines or builds of its shards differ, where that was allowed. */
  mixed: z.array(z.string()).optional(),
})
export type Merged = z.infer<typeof mergedSchema>
