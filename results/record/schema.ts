/**
 * The result of a run, version 1: everything that reports are made of, and nothing computed from
 * it. Columnar: a cell holds its rounds once, and one number per row, direction and round.
 */
import { z } from 'zod'
import {
  ALIGNMENTS,
  COLD,
  FAILURES,
  LAYOUTS,
  MODES,
  WORKLOADS,
} from '../../engines/contract/index.js'
import {
  choicesSchema,
  countsSchema,
  failingSchema,
  opSchema,
} from '../../engines/schemas/index.js'
import { tierFields } from './tiers.js'

/** Times are nanoseconds, sizes bytes, dates ISO 8601 in UTC, unless a name says otherwise. */
const count = z.number().int().nonnegative()
const positive = count.min(1)

/** No cycle takes a day: what is beyond is no time. */
const MOST_NS = 86_400e9

/** Nanoseconds that something took. */
export const timeSchema = z.number().positive().max(MOST_NS)

export type {
  Alignment,
  Cold,
  Failing,
  Layout,
  Mode,
  Op,
  Workload,
} from '../../engines/contract/index.js'

/** What a machine was up to at one moment. */
export const machineStateSchema = z.object({
  /** One-minute load average. */
  load: z.number(),
  /** CPUs kept busy by other processes. */
  busyCpus: z.number(),
  /** Of the CPU that is pinned to, or the first: its clock rate, where the system reports it. */
  frequencyMhz: z.number().positive().optional(),
  /** Times that its CPUs were slowed for heat, and seconds that a host took from them, so far. */
  throttled: count.optional(),
  stolenSeconds: z.number().nonnegative().optional(),
})
export type MachineState = z.infer<typeof machineStateSchema>

export const machineSchema = z.object({
  cpu: z.string(),
  cores: positive,
  arch: z.string(),
  kernel: z.string(),
  /** The hypervisor's name, `none` on bare metal, `unknown` where the system does not report it. */
  virtualised: z.string(),
  governor: z.string(),
  node: z.string(),
  v8: z.string(),
  memoryBytes: positive,
  /** Only on request. */
  host: z.string().optional(),
  before: machineStateSchema,
  after: machineStateSchema.optional(),
  /** The CPU that timing processes' main threads were pinned to. */
  pinnedCpu: count.optional(),
})
export type Machine = z.infer<typeof machineSchema>

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
  id: z.string(),
  engine: z.string(),
  tier: z.string(),
  shape: z.string(),
  format: z.string(),
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

/** Why an engine was not timed in a cell. */
export const untimedSchema = z.object({
  /** The suite times it elsewhere, or only counts it; or what it declares does not cover the tape. */
  why: z.enum(['not-timed', 'not-applicable']),
  reason: z.string(),
})
export type Untimed = z.infer<typeof untimedSchema>

export const cellSchema = z.object({
  id: z.string(),
  /** In words, for headings. */
  title: z.string(),
  workload: z.enum(WORKLOADS),
  mode: z.enum(MODES),
  /** Computed from the baseline's counts; absent where it could not be counted. */
  layout: z.enum(LAYOUTS).optional(),
  /** Bytes of one buffer; absent where sizes vary. */
  bufferBytes: positive.optional(),
  /** How buffers lie; absent where they lie as they come. */
  alignment: z.enum(ALIGNMENTS).optional(),
  /** The segments of physical memory, where a buffer is scattered: `16K`, `7x1M+16x64K`. */
  segments: z.string().optional(),
  /** In older results: bytes of a segment. */
  segmentBytes: positive.optional(),
  /** Rollback cells alone. */
  failing: failingSchema.optional(),
  /** Cold cells alone. */
  cold: z.enum(COLD).optional(),
  pgsizeBitmap: positive,
  /** The directions that are timed: `map` and `unmap`, or `mixed`. */
  ops: z.array(opSchema).min(1),
  /** Operations and bytes in one cycle, by direction. */
  operations: z.partialRecord(opSchema, positive),
  bytes: z.partialRecord(opSchema, positive),
  /** Buffers on the tape; for a trace or a stream, its repetitions. */
  slots: positive.optional(),
  /** In older results: cycles that one epoch timed, the same for all rows. */
  cycles: count.optional(),
  /** Counts of one cycle, by engine id and direction. */
  counts: z.record(z.string(), z.partialRecord(opSchema, countsSchema)),
  /**
   * Instructions of one cycle in the steady state, by engine id and direction, where they were
   * counted: the difference between two numbers of cycles, so that they need not be whole.
   */
  instructions: z
    .record(z.string(), z.partialRecord(opSchema, z.number().nonnegative()))
    .optional(),
  /** Engines without times here that did not fail, by id. */
  untimed: z.record(z.string(), untimedSchema),
  /** One entry a round, in the order they were run. */
  rounds: z.object({
    generation: z.array(count),
    /** The order in which the objects in C were linked; absent where there is one alone. */
    linkOrder: z.array(count).optional(),
    /** Row ids in the order they took their turn. */
    order: z.array(z.array(z.string())),
  }),
  /**
   * Row id, then direction, then one number a round: the median over the turn's cycles (in older
   * results the lower quartile) of the nanoseconds that one cycle's operations of that direction
   * took; `null` where the row gave none.
   */
  ns: z.record(z.string(), z.partialRecord(opSchema, z.array(timeSchema.nullable()))),
  /** Row id: generations in which its times were still moving when the warm-up's patience ended. */
  unsettled: z.record(z.string(), count).optional(),
})
export type CellResult = z.infer<typeof cellSchema>

/** The part of a run that this is, where its cells were dealt to several machines. */
export const shardSchema = z.object({
  /** From 1 on. */
  index: positive,
  /** What all shards of one run share: a hash of its suite, engines, seed and cells. */
  run: z.string(),
  /** Where this shard's cells stand among those of the whole run, from 0 on. */
  places: z.array(count),
  /** How many cells each shard has, all shards in their order. */
  cells: z.array(count),
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

/** What the fields' own schemas cannot see: ids that clash, and columns of unequal length. */
function* disagreements({ rows, cells }: z.infer<typeof resultFields>) {
  const rowIds = new Set<string>()
  for (const [at, { id }] of rows.entries()) {
    if (rowIds.has(id)) yield { path: ['rows', at, 'id'], message: `a second row ${id}` }
    rowIds.add(id)
  }
  const cellIds = new Set<string>()
  for (const [at, { id, ops, rounds, ns }] of cells.entries()) {
    if (cellIds.has(id)) yield { path: ['cells', at, 'id'], message: `a second cell ${id}` }
    cellIds.add(id)
    const length = rounds.generation.length
    const expected = `there are ${length} rounds, by their generations`
    const late = rounds.generation.findIndex(
      (one, round) => one < (rounds.generation[round - 1] ?? 0),
    )
    if (late >= 0) {
      const message = `generation ${rounds.generation[late]} after ${rounds.generation[late - 1]}: rounds stand in the order they were run`
      yield { path: ['cells', at, 'rounds', 'generation', late], message }
    }
    for (const column of ['linkOrder', 'order'] as const) {
      const entries = rounds[column]?.length ?? length
      if (entries === length) continue
      yield { path: ['cells', at, 'rounds', column], message: `${entries} entries: ${expected}` }
    }
    for (const [row, columns] of Object.entries(ns)) {
      const path = ['cells', at, 'ns', row]
      if (!rowIds.has(row)) yield { path, message: `${row} is no row of this result` }
      for (const [op, column] of Object.entries(columns)) {
        if (!ops.some((timed) => timed === op)) {
          yield { path: [...path, op], message: `${op} is not timed in this cell` }
        }
        if (column.length !== length) {
          yield { path: [...path, op], message: `${column.length} times: ${expected}` }
        }
      }
    }
  }
}
