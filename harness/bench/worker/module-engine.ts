import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { type Engine, InputError } from '../../../engines/contract/index.js'
import { semanticsSchema } from '../../../engines/schemas/index.js'

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
  semantics: semanticsSchema,
  open: functionSchema,
})

/**
 * Imports an engine of the user's own.
 *
 * @throws InputError where the module's export `engine` is no engine.
 */
export async function importEngine(path: string): Promise<Engine> {
  const module: unknown = await import(pathToFileURL(resolve(path)).href)
  const parsed = z.object({ engine: engineSchema }).safeParse(module)
  if (parsed.success) return (module as { engine: Engine }).engine
  const [issue] = parsed.error.issues
  throw new InputError(`${path}: export ${issue.path.join('.')} ${issue.message}`)
}
