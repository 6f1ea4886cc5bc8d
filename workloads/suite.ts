/** Suites: JSON files that say which engines run in which cells. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { InputError, nearest, parseSize, projectRoot } from '../engines/contract/index.js'
import { type Cell, MODES } from './cell.js'
import { readChecked, strict } from './checked.js'
import { PAGE_SIZES } from './domain.js'
import { sweepCell } from './sweep.js'
import { traceCell } from './trace/cell.js'
import { replaySchema } from './trace/provenance.js'

const sizeSchema = z.string().transform((text, context) => {
  const bytes = parseSize(text)
  if (bytes !== undefined) return bytes
  context.addIssue({ code: 'custom', message: 'is no size; write 4K, 2M, 1G or plain bytes' })
  return z.NEVER
})

/** One buffer size each, on domains that are otherwise the same. */
const sweepSchema = strict({
  sizes: z.array(sizeSchema).min(1, { error: 'is empty; name a buffer size, such as 64K' }),
  pageSizes: z.array(z.enum(PAGE_SIZES)).min(1, { error: 'is empty; name a page size' }),
  /** How far paddr is off the buffer's natural alignment. */
  paddrOffset: sizeSchema.default(0),
  mode: z.enum(MODES).default('coherent-strict'),
})

const entrySchema = strict({
  sweep: sweepSchema.optional(),
  /** A bundled trace's name, or a path relative to the suite's file or the current folder. */
  trace: z.string().min(1, { error: 'is empty; name a trace or a file' }).optional(),
  /** The domain for `trace`, where it is not the trace's own. */
  replay: replaySchema.optional(),
})
  .refine((entry) => (entry.sweep === undefined) !== (entry.trace === undefined), {
    error: 'needs either sweep or trace',
  })
  .refine((entry) => entry.replay === undefined || entry.trace !== undefined, {
    error: 'has replay, which goes with trace alone',
  })

const engineSchema = z
  .string()
  .regex(/^[^/\s]+\/[^/\s]+$/, { error: 'is no engine; write TIER/SHAPE, such as ts/per-page' })

const suiteSchema = strict({
  name: z.string().regex(/^[\w.-]+$/, { error: 'is no name; use letters, digits, ".", "_", "-"' }),
  /** One line for lists. */
  summary: z.string().min(1, { error: 'is empty; tell in one line what the suite is for' }),
  /** Engine ids; whether they exist is for the harness to say. */
  engines: z
    .array(engineSchema)
    .min(1, { error: 'is empty; name an engine, such as ts/per-page' })
    .refine((engines) => new Set(engines).size === engines.length, {
      error: 'names an engine twice',
    }),
  /** Seconds for a whole run where the user names none. */
  seconds: z.number().positive({ error: 'is not above 0' }),
  /** Generations of fresh processes. */
  generations: z.int().min(1, { error: 'is below 1' }).max(1000, { error: 'is above 1000' }),
  cells: z.array(entrySchema).min(1, { error: 'is empty; add a sweep or a trace' }),
})

/** A suite as its file says it, and where the file is. */
export type Suite = z.output<typeof suiteSchema> & { path: string }

function suitesFolder(): string {
  return join(projectRoot(), 'workloads', 'suites')
}

/** Names of the suites that come with the project, sorted. */
export function suiteNames(): string[] {
  return readdirSync(suitesFolder())
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort()
}

/**
 * Loads a suite by name, or by the path of a JSON file of the user's own.
 * @throws InputError where there is none, or where it is not valid
 */
export function loadSuite(nameOrPath: string): Suite {
  const path = suiteNames().includes(nameOrPath)
    ? join(suitesFolder(), `${nameOrPath}.json`)
    : resolve(nameOrPath)
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new InputError(
      `suite ${nameOrPath} is neither one of ${suiteNames().join(', ')} nor a file` +
        nearest(nameOrPath, suiteNames()),
    )
  }
  return { ...readChecked(path, suiteSchema), path }
}

/**
 * The cells of a suite, in the order of its file.
 * @throws InputError where sizes do not fit, a trace is missing, or a cell is there twice
 */
export function cellsOf(suite: Suite): Cell[] {
  const cells: Cell[] = []
  const places = new Map<string, string>()
  const add = (place: string, make: () => Cell) => {
    const cell = at(suite, place, make)
    const first = places.get(cell.id)
    if (first !== undefined) {
      throw new InputError(`${suite.path}: ${place}: cell ${cell.id} is there already, at ${first}`)
    }
    places.set(cell.id, place)
    cells.push(cell)
  }
  for (const [index, { sweep, trace, replay }] of suite.cells.entries()) {
    if (sweep !== undefined) {
      for (const [which, bufferBytes] of sweep.sizes.entries()) {
        add(`cells[${index}].sweep.sizes[${which}]`, () => sweepCell({ ...sweep, bufferBytes }))
      }
    }
    if (trace !== undefined) {
      const folders = [dirname(suite.path), process.cwd()]
      add(`cells[${index}].trace`, () =>
        traceCell(replay === undefined ? { trace, folders } : { trace, folders, replay }),
      )
    }
  }
  return cells
}

/** Makes a cell; what is wrong with it is told with its place in the suite's file. */
function at(suite: Suite, place: string, make: () => Cell): Cell {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`${suite.path}: ${place}: ${error.message}`)
  }
}
