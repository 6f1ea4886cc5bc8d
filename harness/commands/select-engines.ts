import { BASELINE_SHAPE, BUILT_IN_ENGINES, InputError, nearest } from '../../engines/index.js'
import type { SelectedEngine } from '../run/rows.js'
import { describeEngine, isModulePath } from '../worker/engine.js'
import { WorkerFailure, WorkerHandle } from '../worker/handle.js'

/**
 * The engines that references name: ids of built-in engines, or paths of modules that export one.
 * The baseline is always among them, since every ratio needs it.
 *
 * @throws InputError for an id that does not exist, and for a module that is no engine.
 */
export async function selectEngines(
  references: readonly string[],
  hangMs: number,
): Promise<SelectedEngine[]> {
  const selected: SelectedEngine[] = []
  for (const reference of new Set(references)) {
    selected.push(
      isModulePath(reference) ? await describeModule(reference, hangMs) : builtIn(reference),
    )
  }
  if (!selected.some(({ baseline }) => baseline)) {
    const baseline = BUILT_IN_ENGINES.find(({ shape }) => shape === BASELINE_SHAPE)
    if (baseline !== undefined) selected.unshift(builtIn(baseline.id))
  }
  const ids = selected.map(({ description }) => description.id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined)
    throw new InputError(`two engines are called ${twice}; rename one of them`)
  return selected
}

function builtIn(reference: string): SelectedEngine {
  const engine = BUILT_IN_ENGINES.find(({ id }) => id === reference)
  if (engine === undefined) {
    const ids = BUILT_IN_ENGINES.map(({ id }) => id)
    throw new InputError(
      `no engine is called ${reference}${nearest(reference, ids)}; npm run bench -- --list names them, and a path ending in .js names one of your own`,
    )
  }
  return {
    reference,
    description: describeEngine(engine),
    baseline: engine.shape === BASELINE_SHAPE,
  }
}

/** Asks a process of its own what a module exports: it may throw, hang or die. */
async function describeModule(reference: string, hangMs: number): Promise<SelectedEngine> {
  const worker = new WorkerHandle('checking')
  try {
    const description = await worker.request({ type: 'open', engine: reference }, hangMs)
    return { reference, description, baseline: false }
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error
    throw new InputError(`engine ${reference} cannot be loaded: ${error.message.split('\n')[0]}`)
  } finally {
    worker.stop()
  }
}
