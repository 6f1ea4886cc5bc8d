/**
 * What was measured in a cell. Columnar: it holds its rounds once, and one number per row, direction
 * and round.
 */
import { z } from 'zod'
import {
  ALIGNMENTS,
  COLD,
  formatSize,
  LAYOUTS,
  MODES,
  sizesIn,
  WORKLOADS,
} from '../../engines/contract/index.js'
import { failingSchema, opSchema } from '../../engines/schemas/index.js'
import { countersSchema, countsColumn, namesSchema, timesSchema } from './columns.js'
import { count, nameSchema, positive } from './units.js'

/** Why an engine was not timed in a cell. */
export const untimedSchema = z.object({
  /** The suite times it elsewhere, or only counts it; or what it declares does not cover the tape. */
  why: z.enum(['not-timed', 'not-applicable']),
  reason: z.string(),
})
export type Untimed = z.infer<typeof untimedSchema>

export const cellSchema = z.object({
  id: nameSchema,
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
  counts: z.record(z.string(), z.partialRecord(opSchema, countersSchema)),
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
    generation: countsColumn,
    /** The order in which the objects in C were linked; absent where there is one alone. */
    linkOrder: countsColumn.optional(),
    /** Row ids in the order they took their turn. */
    order: namesSchema,
  }),
  /**
   * Row id, then direction, then one number a round: the median over the turn's cycles (in older
   * results the lower quartile) of the nanoseconds that one cycle's operations of that direction
   * took; `null` where the row gave none.
   */
  ns: z.record(z.string(), z.partialRecord(opSchema, timesSchema)),
  /** Row id: generations in which its times were still moving when the warm-up's patience ended. */
  unsettled: z.record(z.string(), count).optional(),
})
export type CellResult = z.infer<typeof cellSchema>

/** The page that a cell's figures are of, in bytes: the smallest of its domain. */
export function pageOf({ pgsizeBitmap }: { pgsizeBitmap: number }): number {
  const [page] = sizesIn(pgsizeBitmap)
  return page
}

/** The segments of a cell's buffers as ids write them, in older results too; none where they lie together. */
export function segmentsIn({
  segmentBytes,
  segments,
}: Pick<CellResult, 'segmentBytes' | 'segments'>): string | undefined {
  return segments ?? (segmentBytes === undefined ? undefined : formatSize(segmentBytes))
}
