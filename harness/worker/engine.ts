import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { type Engine, InputError } from '../../engines/contract/index.js'
import type { EngineDescription } from './protocol.js'

const functionSchema = z.custom<Engine['open']>((value) => typeof value === 'function', {
  error: 'is not a function',
})

/** What a module of the user's own must export as `engine`. */
const engineSchema = z.object({
  id: z.string().regex(/^[\w.+-]+\/[\w.@+-]+$/, 'is not TIER/SHAPE'),
  tier: z.string(),
  shape: z.string(),
  format: z.string(),
  summary: z.string(),
  semantics: z.object({
    coveredTable: z.enum(['dropped', 'cleared']),
    insideBlock: z.enum(['split', 'refused', 'removed']),
    blockOverTable: z.enum(['replaced', 'replaced-if-empty']),
  }),
  open: functionSchema,
})

/** Whether a reference to an engine is the path of a module, not the id of a built-in engine. */
export function isModulePath(reference: string): boolean {
  return ['.js', '.mjs'].includes(extname(reference))
}

/** Loads an engine by its id from `builtIn`, or from a module that exports it as `engine`. */
export async function loadEngine(reference: string, builtIn: readonly Engine[]): Promise<Engine> {
  if (isModulePath(reference)) return importEngine(reference)
  const engine = builtIn.find(({ id }) => id === reference)
  if (engine === undefined) throw new InputError(`no engine is called ${reference}`)
  return engine
}

async function importEngine(path: string): Promise<Engine> {
  const module: unknown = await import(pathToFileURL(resolve(path)).href)
  const parsed = z.object({ engine: engineSchema }).safeParse(module)
  if (parsed.success) return (module as { engine: Engine }).engine
  const [issue] = parsed.error.issues
  throw new InputError(`${path}: export ${issue.path.join('.')} ${issue.message}`)
}

export function describeEngine(engine: Engine): EngineDescription {
  const { id, tier, shape, format, summary } = engine
  return { id, tier, shape, format, summary }
}
