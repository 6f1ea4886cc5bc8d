/**
 * What the parent asks of its workers, and what they answer. Addresses and sizes are bytes, times
 * nanoseconds. Both directions are checked at the parent's end; workers, which are started over and
 * over, take the types alone and start without zod.
 */
import { z } from 'zod'
import {
  choicesSchema,
  countsSchema,
  domainSchema,
  opSchema,
  semanticsSchema,
} from '../../../engines/schemas/index.js'
import { FAULTS } from './fault.js'

const index = z.number().int().nonnegative()
const bytesColumn = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const errorColumn = z.custom<Int8Array>((value) => value instanceof Int8Array)
const doublesColumn = z.custom<Float64Array>((value) => value instanceof Float64Array)

export const tapeSchema = z.object({
  phases: z.array(
    z.object({
      op: opSchema,
      timed: z.boolean(),
      from: index,
      to: index,
      evictBytes: index.optional(),
    }),
  ),
  op: bytesColumn,
  iova: doublesColumn,
  paddr: doublesColumn,
  size: doublesColumn,
  continues: bytesColumn,
  error: errorColumn,
})

const cell = z.string()

/** Loads an engine: a built-in one by its id, one of the user's own by its file's path. */
const openRequest = z.object({ type: z.literal('open'), engine: z.string() })

/** Gates an engine on a tape and counts it. */
const checkRequest = z.object({
  type: z.literal('check'),
  cell,
  domain: domainSchema,
  tape: tapeSchema,
  seed: index,
})

/** Opens a session for a cell in a timing process. */
const loadRequest = z.object({
  type: z.literal('load'),
  cell,
  domain: domainSchema,
  tape: tapeSchema,
})

/** Runs cycles until `forMs` have passed and their times stand still. */
const warmRequest = z.object({ type: z.literal('warm'), cell, forMs: z.number().positive() })

/** Closes a cell's session: what a process holds is what one cell takes. */
const unloadRequest = z.object({ type: z.literal('unload'), cell })

/** Times a turn's worth of cycles, after a few that are thrown away. */
const turnRequest = z.object({ type: z.literal('turn'), cell })

/** Runs one cycle, stops at the peak and compares the table's digest with what the gate saw. */
const verifyRequest = z.object({ type: z.literal('verify'), cell, peak: index, digest: z.string() })

/** Loads the engines of several rows into one process, each by its id. */
const startRequest = z.object({
  type: z.literal('start'),
  engines: z.array(z.object({ row: z.string(), engine: z.string() })).min(1),
  /** Of the modules in C; the order that they are built in where absent. */
  linkOrder: index.optional(),
})

/** Opens a session of every row on a domain, has them take turns, and closes them; several times. */
const blockRequest = z.object({
  type: z.literal('block'),
  cell,
  domain: domainSchema,
  /** The cell's own tape, then those of rows that do not run it. */
  tapes: z.array(tapeSchema).min(1),
  openings: z
    .array(
      z.object({
        /** In the order in which they are opened; the same rows in each opening. */
        rows: z.array(
          z.object({
            row: z.string(),
            /** Place of its tape among `tapes`. */
            tape: index,
            /** Bytes that are taken from the heap before its session is. */
            padding: index,
            /** What the table is to be at its peak, where that is compared this time. */
            expected: z.object({ peak: index, digest: z.string() }).optional(),
          }),
        ),
        /** Rounds, each by the places of rows among `rows`. */
        orders: z.array(z.array(index)).min(1),
      }),
    )
    .min(1),
  /** Turns that a row takes in a row wherever it is its turn; 1 where absent. */
  inARow: index.min(1).optional(),
})

/** Times call shapes of tier ts beside bare loops, all in this one process. */
const limitsRequest = z.object({
  type: z.literal('limits'),
  shapes: z.array(z.string()).min(1),
  domain: domainSchema,
  tape: tapeSchema,
  rounds: index.min(1),
  seed: index,
})

/** Asks what an open engine declares. */
const declaredRequest = z.object({ type: z.literal('declared') })

/** Runs one case of the conformance suite on an open engine. */
const caseRequest = z.object({ type: z.literal('case'), name: z.string() })

/** Runs random operations on an open engine, against the model. */
const randomRequest = z.object({
  type: z.literal('random'),
  operations: index.min(1),
  seed: z.number().int(),
})

export const requestSchema = z.discriminatedUnion('type', [
  openRequest,
  checkRequest,
  loadRequest,
  warmRequest,
  unloadRequest,
  turnRequest,
  verifyRequest,
  startRequest,
  blockRequest,
  limitsRequest,
  declaredRequest,
  caseRequest,
  randomRequest,
])
export type Request = z.infer<typeof requestSchema>

const perOp = <T extends z.ZodType>(value: T) => z.partialRecord(opSchema, value)

const reason = z.string()

/** What each request is answered with. */
export const answerSchemas = {
  open: z.object({
    id: z.string(),
    tier: z.string(),
    shape: z.string(),
    format: z.string(),
    summary: z.string(),
    semantics: semanticsSchema,
    choices: choicesSchema.optional(),
    coherentOnly: z.string().optional(),
    timesItself: z.boolean(),
  }),
  check: z.object({
    /** Counts of one cycle in the steady state. */
    counts: perOp(countsSchema),
    /** The operation before which the most is mapped, and the digest of the table there. */
    peak: index,
    digest: z.string(),
  }),
  load: z.null(),
  unload: z.null(),
  warm: z.object({
    /** Whether the last cycles showed no trend; `false` where the patience ran out first. */
    settled: z.boolean(),
  }),
  turn: z.object({
    /** Median over the cycles of one phase's time. */
    ns: perOp(z.number().positive()),
    /** Time spent in operations that were timed. */
    operationNs: z.number().nonnegative(),
  }),
  start: z.null(),
  block: z.object({
    /** By row: medians of its turns' cycles, one a round, opening after opening; of several in a row, one after another. */
    ns: z.record(z.string(), perOp(z.array(z.number().positive()))),
    /** Time spent in operations that were timed, in all rounds. */
    operationNs: z.number().nonnegative(),
  }),
  verify: z.null(),
  /** For each call shape, by direction: its time over its bare loop's, one ratio a round. */
  limits: z.array(z.object({ shape: z.string(), ratios: perOp(z.array(z.number().positive())) })),
  declared: semanticsSchema,
  case: z.discriminatedUnion('status', [
    z.object({ status: z.literal('passed') }),
    z.object({ status: z.literal('failed'), reason }),
    z.object({ status: z.literal('not-applicable'), reason }),
  ]),
  random: z.object({
    /** Operations done. */
    operations: index,
    /** What went wrong, and the shortest script found that shows it. */
    failure: z.object({ message: z.string(), script: z.string() }).optional(),
  }),
} as const

export type RequestType = Request['type']
export type Answer<T extends RequestType> = z.infer<(typeof answerSchemas)[T]>
export type EngineDescription = Answer<'open'>
export type Checked = Answer<'check'>

/** An answer on its way back. */
export const replySchema = z.discriminatedUnion('ok', [
  z.object({ id: index, ok: z.literal(true), value: z.unknown() }),
  z.object({
    id: index,
    ok: z.literal(false),
    kind: z.enum(FAULTS),
    message: z.string(),
    /** The row whose fault it is, in a process that has several. */
    row: z.string().optional(),
  }),
])
export type Reply = z.infer<typeof replySchema>
