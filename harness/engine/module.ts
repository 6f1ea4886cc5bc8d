/** Modules of the user's own: what they export. They may throw, hang or die, so that a process of its own loads them. */
import { existsSync, statSync } from 'node:fs'
import { register } from 'node:module'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { type Engine, InputError, nearest } from '../../engines/contract/index.js'
import type { Format } from '../../engines/index.js'
import { placeOf, watchModule } from '../processes/place.js'
import { formatSchema } from './format-schema.js'
import type { HookData } from './hooks.js'
import type { Build } from './load.js'
import { splitReference } from './reference.js'
import { descriptionSchema } from './schemas.js'

export const method = z.custom((value) => typeof value === 'function', { error: 'is no function' })

/** What may be exported as `engine`; it may hold more. */
const engineSchema = z.object({
  ...descriptionSchema.omit({ timesItself: true }).shape,
  id: z.string().regex(/^[\w.+-]+\/[\w.@+-]+$/, 'is not TIER/SHAPE'),
  open: method,
})

export interface Exported {
  /** Each by the reference that names it alone. */
  engines: ReadonlyArray<{ reference: string; engine: Engine }>
  /** What these are over, where the module brings it. */
  format: Format | undefined
}

/**
 * What a module exports: an `engine`, or a `format`, which this process knows from then on, and every call
 * shape of tier ts over it.
 *
 * @throws InputError where it exports neither, or what is none.
 */
export async function importModule(path: string, build: Build): Promise<Exported> {
  const exported = await load(path, build)
  const { engine, format } = exported
  if ((engine === undefined) === (format === undefined)) {
    const what = engine === undefined ? 'neither' : 'both'
    const names = Object.keys(exported).join(', ')
    const others = engine === undefined && names !== '' ? `, but ${names}` : ''
    throw new InputError(`it exports ${what} of engine and format${others}, and is to export one`)
  }
  if (engine !== undefined) {
    requireExport('engine', engineSchema, engine)
    const own = engine as Engine
    if (build.allEngines().some(({ id }) => id === own.id)) {
      throw new InputError(
        `export engine.id ${own.id} is that of a built-in engine; choose another`,
      )
    }
    return { engines: [{ reference: path, engine: own }], format: undefined }
  }
  requireExport('format', formatSchema, format)
  const own = format as Format
  build.useFormat(own)
  const engines = build.CALL_SHAPES.map((shape) => ({
    reference: `${path}#${shape.name}`,
    engine: build.tsEngine(shape, own),
  }))
  return { engines, format: own }
}

/** @throws InputError as `importModule` does, and for a call shape that a module lacks. */
export async function importEngine(reference: string, build: Build): Promise<Engine> {
  const { engines } = await importModule(splitReference(reference).path, build)
  return ownEngine(reference, engines).engine
}

/** @throws InputError for a call shape that a module lacks. */
export function ownEngine<T extends { reference: string }>(
  reference: string,
  all: readonly T[],
): T {
  const found = all.find((one) => one.reference === reference)
  if (found !== undefined) return found
  const references = all.map((one) => one.reference)
  throw new InputError(`it has no ${reference}${nearest(reference, references)}`)
}

/** @throws InputError naming the field and its value. */
export function requireExport(name: string, schema: z.ZodType, value: unknown): void {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return
  const [issue] = parsed.error.issues
  throw new InputError(`export ${[name, ...issue.path].join('.')}${saidOf(issue)}`)
}

function saidOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String)
    return ` ${JSON.stringify(issue.input)} is none of ${choices.join(', ')}${nearest(String(issue.input), choices)}`
  }
  const { message } = issue
  // What zod says of its own begins with a word too many.
  return message.startsWith('Invalid ') ? message.replace(/^Invalid \w+/, '') : ` ${message}`
}

async function load(path: string, build: Build): Promise<Record<string, unknown>> {
  const file = resolve(path)
  if (!existsSync(file)) throw new InputError('there is no such file')
  if (!statSync(file).isFile()) throw new InputError('it is no file')
  const { href } = pathToFileURL(file)
  hook({ api: build.PACKAGE, timed: build.timed })
  watchModule(href)
  try {
    return await import(href)
  } catch (error) {
    const name = basename(path)
    if (!(error instanceof SyntaxError) || placeOf(error) !== '') throw error
    // Node keeps the line of what it cannot parse to itself.
    throw error.message.startsWith(`${name}:`)
      ? error
      : new InputError(`${error.message}; node --check ${path} prints where`)
  }
}

const hooked = new Set<string>()

function hook(data: HookData): void {
  if (hooked.has(data.api)) return
  hooked.add(data.api)
  register<HookData>(new URL('./hooks.js', import.meta.url), { data })
}
