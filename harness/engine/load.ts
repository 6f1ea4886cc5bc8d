import { type Engine, InputError } from '../../engines/contract/index.js'
import type * as engines from '../../engines/index.js'
import { isModulePath } from './reference.js'
import type { EngineDescription } from './schemas.js'

/** The build of the engines that a process runs: `dist/engines`, or `dist/timed/engines` where it times. */
export interface Build
  extends Pick<
    typeof engines,
    'allEngines' | 'CALL_SHAPES' | 'PACKAGE' | 'tsEngine' | 'useFormat'
  > {
  timed: boolean
}

/** Loads an engine by its id from a build, or from a module that exports one or a format. */
export async function loadEngine(reference: string, build: Build): Promise<Engine> {
  if (isModulePath(reference)) {
    // Loaded only where it is needed: it brings zod, which most workers can start without.
    const { importEngine } = await import('./module.js')
    return importEngine(reference, build)
  }
  const engine = build.allEngines().find(({ id }) => id === reference)
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
