import { extname } from 'node:path'
import { type Engine, InputError } from '../../engines/contract/index.js'
import type { EngineDescription } from './schemas.js'

/** Whether a reference to an engine is the path of a module, not the id of a built-in engine. */
export function isModulePath(reference: string): boolean {
  return ['.js', '.mjs'].includes(extname(reference))
}

/** Loads an engine by its id from `builtIn`, or from a module that exports it as `engine`. */
export async function loadEngine(reference: string, builtIn: readonly Engine[]): Promise<Engine> {
  if (isModulePath(reference)) {
    // Loaded only where it is needed: it brings zod, which most workers can start without.
    const { importEngine } = await import('./module.js')
    return importEngine(reference)
  }
  const engine = builtIn.find(({ id }) => id === reference)
  if (engine === undefined) throw new InputError(`no engine is called ${reference}`)
  return engine
}

export function describeEngine(engine: Engine): EngineDescription {
  const { id, tier, shape, format, summary, semantics } = engine
  const { choices, coherentOnly, timesItself = false } = engine
  return {
    id,
    tier,
    shape,
    format,
    summary,
    semantics,
    ...(choices && { choices }),
    ...(coherentOnly !== undefined && { coherentOnly }),
    timesItself,
  }
}
