/** The processes of a run: what each is asked, and what it answers. Times are nanoseconds. */
import { z } from 'zod'
import { SHAPE_NAMES } from '../../../engines/contract/index.js'
import { countsSchema, opSchema } from '../../../engines/schemas/index.js'
import {
  descriptionSchema,
  domainSchema,
  indexSchema as index,
  tapeSchema,
} from '../../engine/schemas.js'
import type { Answer, Request } from '../../processes/kind.js'

const cell = z.string()
const perOp = <T extends z.ZodType>(value: T) => z.partialRecord(opSchema, value)
const ns = z.number().positive()
/** Time spent in operations that were timed. */
const operationNs = z.number().nonnegative()

/** Loads an engine: a built-in one by its id, one of the user's own by its file's path. */
export const open = { request: z.strictObject({ engine: z.string() }), answer: descriptionSchema }

/** The table of a cell at its tape's peak, as it passed the gate. */
const peakFields = {
  /** The operation before which the most is mapped. */
  peak: index,
  /** Digest of the table there. */
  digest: z.string(),
}

export const checkedSchema = z.strictObject({
  /** Counts of one cycle in the steady state. */
  counts: perOp(countsSchema),
  ...peakFields,
})
/** What the gate and the counts found of one engine in one cell. */
export type Checked = z.output<typeof checkedSchema>

/** Gates and counts one engine. */
export const CHECKING = {
  module: new URL('./checking.js', import.meta.url),
  messages: {
    open,
    /** Gates the engine on a tape and counts it. */
    check: {
      request: z.strictObject({
        cell,
        domain: domainSchema,
        tape: tapeSchema,
        /** Of the gate's choice of pages. */
        seed: index,
      }),
      answer: checkedSchema,
    },
  },
}

/** Times one row that runs in Node. */
export const TIMING = {
  module: new URL('./timing.js', import.meta.url),
  messages: {
    open,
    /** Opens a session for a cell. */
    load: {
      request: z.strictObject({ cell, domain: domainSchema, tape: tapeSchema }),
      answer: z.null(),
    },
    /** Runs cycles until `forMs` have passed and their times stand still. */
    warm: {
      request: z.strictObject({ cell, forMs: z.number().positive() }),
      /** Whether the last cycles showed no trend; `false` where the patience ran out first. */
      answer: z.strictObject({ settled: z.boolean() }),
    },
    /** Times a turn's worth of cycles, after a few that are thrown away. */
    turn: {
      request: z.strictObject({ cell }),
      /** By direction, the median over the cycles of its phases' time. */
      answer: z.strictObject({ ns: perOp(ns), operationNs }),
    },
    /** Runs one cycle, and compares the table at its peak with the one that passed the gate. */
    verify: { request: z.strictObject({ cell, ...peakFields }), answer: z.null() },
    /** Closes a cell's session: what a process holds is what one cell takes. */
    unload: { request: z.strictObject({ cell }), answer: z.null() },
  },
}

const openingSchema = z.strictObject({
  /** In the order in which they are opened; the same rows in each opening. */
  rows: z.array(
    z.strictObject({
      row: z.string(),
      /** Place of its tape among `tapes`. */
      tape: index,
      /** Bytes that are taken from the heap before its session is. */
      padding: index,
      /** What the table is to be at its peak, where that is compared this time. */
      expected: z.strictObject(peakFields).optional(),
    }),
  ),
  /** Rounds, each by the places of rows among `rows`. */
  orders: z.array(z.array(index)).min(1),
})
export type Opening = z.output<typeof openingSchema>

/** Times all rows in C of a cell, in turns. */
export const TURNS = {
  module: new URL('./turns.js', import.meta.url),
  messages: {
    /** Loads the engines of several rows, each by its id. */
    start: {
      request: z.strictObject({
        engines: z.array(z.strictObject({ row: z.string(), engine: z.string() })).min(1),
        /** Of the modules in C; the order that they are built in where absent. */
        linkOrder: index.optional(),
      }),
      answer: z.null(),
    },
    /** Opens a session of every row on a domain, has them take turns, and closes them; several times. */
    block: {
      request: z.strictObject({
        cell,
        domain: domainSchema,
        /** The cell's own tape, then those of rows that do not run it. */
        tapes: z.array(tapeSchema).min(1),
        openings: z.array(openingSchema).min(1),
        /** Turns that a row takes in a row wherever it is its turn; 1 where absent. */
        inARow: index.min(1).optional(),
      }),
      answer: z.strictObject({
        /** By row: medians of its turns' cycles, one a round, opening after opening; of several in a row, one after another. */
        ns: z.record(z.string(), perOp(z.array(ns))),
        operationNs,
      }),
    },
    /** Reads a tape's operations and carries none out, cycle by cycle. */
    floor: {
      request: z.strictObject({ tape: tapeSchema }),
      /** Of one operation, all timed phases together: medians by the monotonic clock and by the processor's. */
      answer: z.strictObject({ ns: operationNs, cpuNs: operationNs }),
    },
    /** Translates a tape's iovas by tier native over a format, cycle by cycle, while `maps` are mapped. */
    lookups: {
      request: z.strictObject({
        domain: domainSchema,
        format: z.string(),
        maps: tapeSchema,
        lookups: tapeSchema,
      }),
      /** Of one translation, as for `floor`. */
      answer: z.strictObject({ ns: operationNs, cpuNs: operationNs }),
    },
    /** Times the unmaps of a tape by tier native, by each call shape in turn. */
    unmaps: {
      request: z.strictObject({
        domain: domainSchema,
        format: z.string(),
        tape: tapeSchema,
        shapes: z.array(z.enum(SHAPE_NAMES)),
      }),
      /** Of all unmaps of a cycle, by call shape: medians. */
      answer: z.record(z.string(), operationNs),
    },
  },
}

export type Checking = (typeof CHECKING)['messages']
export type Timing = (typeof TIMING)['messages']
export type Turns = (typeof TURNS)['messages']
export type BlockRequest = Request<Turns, 'block'>
export type BlockAnswer = Answer<Turns, 'block'>
