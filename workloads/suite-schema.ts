/** What a suite's file holds. */
import { z } from 'zod'
import { strict } from './cell/checked.js'
import { nameSchema } from './cell/suite-fields.js'
import { coldSchema } from './cold/entry.js'
import { mixSchema } from './mix/entry.js'
import { rollbackSchema } from './rollback/entry.js'
import { sweepSchema } from './sweep/entry.js'
import { DOMAIN_CHOICES, LIST_CHOICES, replaySchema } from './trace/index.js'

/** What an entry is; each has exactly one of them. */
const KINDS = ['sweep', 'mix', 'rollback', 'cold', 'trace'] as const

/** What goes with `trace` alone. */
const OF_TRACES = ['replay', 'domains', 'keepWhole', 'lists'] as const

/** `ts/per-page`, or `per-page` for that call shape on the nearest tier that is there. */
const engineSchema = z.string().regex(/^(?:[^/\s]+\/)?[^/\s]+$/, {
  error: 'is no engine; write SHAPE or TIER/SHAPE, such as per-page or ts/per-page',
})

/** Whether engines exist is for the harness to say. */
const enginesSchema = z
  .array(engineSchema)
  .refine((engines) => new Set(engines).size === engines.length, {
    error: 'names an engine twice',
  })

const timedSchema = enginesSchema.min(1, {
  error: 'is empty; name an engine, such as per-page',
})

const entrySchema = strict({
  sweep: sweepSchema.optional(),
  mix: mixSchema.optional(),
  rollback: rollbackSchema.optional(),
  cold: coldSchema.optional(),
  /** A bundled trace's name, or a path relative to the suite's file or the current folder. */
  trace: z.string().min(1, { error: 'is empty; name a trace or a file' }).optional(),
  /** The domain for `trace`, where it is not the trace's own. */
  replay: replaySchema.optional(),
  /** How the domains of a trace of one's own are told apart. */
  domains: z.enum(DOMAIN_CHOICES).optional(),
  /** Whether the stretches between losses of a trace that is not whole are good enough. */
  keepWhole: z.boolean().optional(),
  /** Whether maps that one unmap takes back are one scatter list. */
  lists: z.enum(LIST_CHOICES).optional(),
  /** Engines that are timed in these cells instead of the suite's. */
  engines: timedSchema.optional(),
  /** Engines that are timed in these cells beside the suite's. */
  also: enginesSchema.default([]),
})
  .refine((entry) => KINDS.filter((kind) => entry[kind] !== undefined).length === 1, {
    error: `needs one of ${KINDS.join(', ')}`,
  })
  .refine((entry) => entry.engines === undefined || entry.also.length === 0, {
    error: 'has engines and also; name all of them in engines',
  })
  .superRefine((entry, context) => {
    for (const name of OF_TRACES) {
      if (entry[name] !== undefined && entry.trace === undefined) {
        context.addIssue({ code: 'custom', message: `has ${name}, which goes with trace alone` })
      }
    }
  })
export type Entry = z.output<typeof entrySchema>

export const suiteSchema = strict({
  name: nameSchema,
  /** One line for lists. */
  summary: z.string().min(1, { error: 'is empty; say in one line what the suite is for' }),
  /** Those that are timed in every cell that does not say otherwise. */
  engines: timedSchema,
  /** Those that are counted in every cell, wherever they are timed. */
  counted: enginesSchema.default([]),
  /** Whether the build variants of kernel trees, where there are any, are timed beside the plain one. */
  kernelVariants: z.boolean().default(false),
  /** Seconds of measuring where the user names none. */
  seconds: z.number().positive({ error: 'is not above 0' }),
  /** Generations of fresh processes after which measuring ends though there is time. */
  generations: z
    .int()
    .min(1, { error: 'is below 1' })
    .max(1000, { error: 'is above 1000' })
    .optional(),
  cells: z.array(entrySchema).min(1, { error: `is empty; add one of ${KINDS.join(', ')}` }),
})
export type SuiteFile = z.output<typeof suiteSchema>

/** Ids of the engines that are timed in an entry's cells. */
export function timedIn({ engines }: SuiteFile, entry: Entry): string[] {
  return [...new Set(entry.engines ?? [...engines, ...entry.also])]
}

/** Where a suite names an engine: `cells[2].also`. */
export function keyOfEngine(suite: SuiteFile, engine: string): string | undefined {
  const lists: Record<string, readonly string[] | undefined> = {
    engines: suite.engines,
    counted: suite.counted,
  }
  for (const [at, { also, engines }] of suite.cells.entries()) {
    lists[`cells[${at}].engines`] = engines
    lists[`cells[${at}].also`] = also
  }
  return Object.keys(lists).find((key) => lists[key]?.includes(engine))
}

/** Ids of the engines that are timed anywhere in a suite, the suite's own first. */
export function timedAnywhere(suite: SuiteFile): string[] {
  return [...new Set([...suite.engines, ...suite.cells.flatMap((entry) => timedIn(suite, entry))])]
}
