/** What is saved of a crash: all that it takes to run into it again. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError, type Tape } from '../../../engines/contract/index.js'
import { domainSchema, opSchema } from '../../../engines/schemas/index.js'
import {
  describeProblem,
  describeSystemError,
  failureSchema,
  writeFileAtomically,
} from '../../../results/record/index.js'
import { linesOf, tapeOfLines } from './operations.js'

const count = z.number().int().nonnegative()

const crashSchema = z.object({
  schema: z.literal('unmap-bench/crash'),
  version: z.literal(1),
  /** Id of a built-in engine, or path of a module. */
  engine: z.string(),
  cell: z.string(),
  /** Seed of the gate's choice of pages. */
  seed: count,
  failure: failureSchema,
  domain: domainSchema,
  phases: z.array(
    z.object({
      op: opSchema,
      timed: z.boolean(),
      evictBytes: count.optional(),
      operations: z.array(z.string()),
    }),
  ),
})

/** What failed, and on what. */
export interface Crash extends Omit<z.output<typeof crashSchema>, 'schema' | 'version' | 'phases'> {
  tape: Tape
}

/**
 * Writes a crash into a folder as `crash-ENGINE-CELL.json`.
 *
 * @param name the engine's id; its reference may be a path.
 * @returns the file's name.
 * @throws ResultError where it cannot be written.
 */
export function saveCrash(folder: string, name: string, { tape, ...crash }: Crash): string {
  const file = `crash-${plain(name)}-${plain(crash.cell)}.json`
  const content: z.input<typeof crashSchema> = {
    schema: 'unmap-bench/crash',
    version: 1,
    ...crash,
    phases: linesOf(tape),
  }
  writeFileAtomically(join(folder, file), `${JSON.stringify(content)}\n`)
  return file
}

/** A name that every file system takes. */
function plain(name: string): string {
  return name.replace(/[^\w@+.-]+/g, '_')
}

/**
 * Reads what `saveCrash` wrote.
 *
 * @throws InputError naming the file and what is wrong with it.
 */
export function loadCrash(path: string): Crash {
  const { phases, schema, version, ...crash } = parse(path)
  try {
    return { ...crash, tape: tapeOfLines(phases) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`${path}: ${error.message}`)
  }
}

function parse(path: string): z.output<typeof crashSchema> {
  let found: unknown
  try {
    found = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new InputError(`${path}: ${describeSystemError(error)}`)
  }
  const crash = crashSchema.safeParse(found)
  if (crash.success) return crash.data
  throw new InputError(
    `${path}: ${describeProblem(crash.error)}; --tape takes a crash-….json of a run's folder`,
  )
}
