/**
 * The result of a run, version 1: everything that reports are made of, and nothing computed from
 * it. Columnar: a cell holds its rounds once, and one number per row, direction and round.
 */
import { z } from 'zod'
import { FAILURES } from '../../engines/contract/index.js'
import { choicesSchema } from '../../engines/schemas/index.js'
import { cellSchema } from './cell.js'
import { disagreements } from './disagreements.js'
import { machineSchema } from './machine.js'
import { mergedSchema, shardSchema } from './shards.js'
import { tierFields } from './tiers.js'
import { count, nameSchema, timeSchema } from './units.js'

export type { Layout, Mode, Op, Workload } from '../../engines/contract/index.js'

/** Why a row has no figures: it takes down itself alone. */
export const failureSchema = z.object({
  kind: z.enum(FAILURES),
  /** Where it happened: a cell's id, or `start` before the first. */
  cell: z.string(),
  stage: z.enum(['calibrate', 'gate', 'count', 'timing']),
  message: z.string(),
})
export type Failure = z.infer<typeof failureSchema>

export const rowSchema = z.object({
  /** The engine's id; the null row adds `~null`. */
  id: nameSchema,
  engine: nameSchema,
  tier: nameSchema,
  shape: nameSchema,
  format: nameSchema,
  /** A `limit` is no engine: the least that any engine must do, timed in turn with the others. */
  role: z.enum(['baseline', 'null', 'shape', 'limit']),
  /** The choices of its call shape; absent in older results and where an engine does not declare them. */
  choices: choicesSchema.optional(),
  failure: failureSchema.optional(),
})
export type Row = z.infer<typeof rowSchema>

/** Where instructions come from. Figures of different sources are never compared. */
export const INSTRUCTION_SOURCES = ['callgrind', 'perf_event'] as const

/** Who counted a run's instructions, or why nobody did. */
export const instructionsSchema = z.discriminatedUnion('counted', [
  z.object({
    counted: z.literal(true),
    source: z.enum(INSTRUCTION_SOURCES),
    /** What counted: `valgrind-3.19.0`, or the processor's counter by the kernel's name. */
    tool: z.string(),
  }),
  z.object({
    counted: z.literal(false),
    why: z.string(),
    /** The command that would add them, where there is one. */
    remedy: z.string().optional(),
  }),
])
export type Instructions = z.infer<typeof instructionsSchema>

/**
 * A field that is optional needs no new version, and one that goes is skipped where an older result
 * has it: results/fixtures/versions/v1.json, of the first version, stays as it is and is read.
 */
export const VERSION = 1

/** The fields of a result, without the checks between them. */
export const resultFields = z.object({
  schema: z.literal('unmap-bench/result'),
  version: z.literal(VERSION),
  run: z.object({
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    state: z.enum(['complete', 'interrupted']),
    /** In older results: generations of fresh processes that each look took. */
    generations: count.optional(),
    /** Engines in cells that the gate let pass: how many in all, and how many by an earlier run's word. */
    gate: z.object({ passed: count, kept: count }).optional(),
    /** Another run measured on the same CPU. */
    notAlone: z.literal(true).optional(),
    /** Times that the system moved a timing process to another CPU; absent where it does not report them. */
    migrations: count.optional(),
    /** Share of the measuring time that went to neither operation: IPC, order, statistics. */
    bookkeepingShare: z.number().min(0).max(1).optional(),
  }),
  options: z.object({
    suite: z.string(),
    engines: z.array(z.string()),
    cells: z.array(z.string()),
    seed: count,
    timeSeconds: z.number().positive(),
    /** The arguments after `npm run bench --`, as they were given. */
    arguments: z.array(z.string()),
  }),
  tool: z.object({
    version: z.string(),
    commit: z.string().optional(),
    dirty: z.boolean().optional(),
  }),
  clock: z.object({ name: z.string(), stepNs: timeSchema }),
  machine: machineSchema,
  /** Absent in results of versions that counted none. */
  instructions: instructionsSchema.optional(),
  shard: shardSchema.optional(),
  merged: mergedSchema.optional(),
  rows: z.array(rowSchema),
  cells: z.array(cellSchema),
  ...tierFields,
})

export const resultSchema = resultFields.superRefine((result, context) => {
  for (const { path, message } of disagreements(result)) {
    context.addIssue({ code: 'custom', path, message })
  }
})
export type Result = z.infer<typeof resultSchema>
