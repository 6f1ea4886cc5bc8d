import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { type Engine, InputError } from '../../engines/contract/index.js'
import { descriptionSchema } from './schemas.js'

/** What a module of the user's own must export as `engine`; it may hold more. */
const moduleSchema = z.object({
  engine: z.object({
    ...descriptionSchema.omit({ timesItself: true }).shape,
    id: z.string().regex(/^[\w.+-]+\/[\w.@+-]+$/, 'is not TIER/SHAPE'),
    open: z.custom<Engine['open']>((value) => typeof value === 'function', {
      error: 'is not a function',
    }),
  }),
})

/**
 * Imports an engine of the user's own.
 *
 * @throws InputError where the module's export `engine` is no engine.
 */
export async function importEngine(path: string): Promise<Engine> {
  const module: unknown = await import(pathToFileURL(resolve(path)).href)
  const parsed = moduleSchema.safeParse(module)
  if (parsed.success) return (module as { engine: Engine }).engine
  const [issue] = parsed.error.issues
  throw new InputError(`${path}: export ${issue.path.join('.')} ${issue.message}`)
}
