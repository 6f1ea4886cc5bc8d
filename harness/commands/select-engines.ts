import {
  BASELINE_SHAPE,
  BUILT_IN_ENGINES,
  type Engine,
  InputError,
  LIMITS,
  NEAREST_TIERS,
  nearest,
  VARIANT_ENGINES,
} from '../../engines/index.js'
import type { Part, SelectedEngine } from '../run/rows.js'
import { describeEngine, isModulePath } from '../worker/engine.js'
import { WorkerFailure, WorkerHandle } from '../worker/handle.js'

/**
 * The engines that references name: ids of built-in engines and limits, or paths of modules that
 * export one; those that are timed and those that are only counted.
 * The baseline is always among them, since every ratio needs it.
 *
 * @throws InputError for an id that does not exist, and for a module that is no engine.
 */
export async function selectEngines(
  { timed, counted }: { timed: readonly string[]; counted: readonly string[] },
  hangMs: number,
): Promise<SelectedEngine[]> {
  const selected: SelectedEngine[] = []
  for (const reference of new Set(timed)) {
    selected.push(
      isModulePath(reference) ? await describeModule(reference, hangMs) : builtIn(reference),
    )
  }
  addBaselines(selected)
  for (const reference of new Set(counted)) {
    if (!timed.includes(reference)) selected.push({ ...builtIn(reference), part: 'counted' })
  }
  const ids = selected.map(({ description }) => description.id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined)
    throw new InputError(`two engines are called ${twice}; rename one of them`)
  return selected
}

const ALL = [...BUILT_IN_ENGINES, ...VARIANT_ENGINES, ...LIMITS]

/** Ratios are taken within a tier and a format: each that is timed gets a baseline of its own. */
function addBaselines(selected: SelectedEngine[]): void {
  for (const { description } of [...selected]) {
    const { format, tier } = description
    const baseline =
      ALL.find((one) => isBaseline(one) && one.tier === tier && one.format === format) ??
      ALL.find(isBaseline)
    if (baseline === undefined) continue
    if (selected.some(({ reference }) => reference === baseline.id)) continue
    selected.unshift(builtIn(baseline.id))
  }
}

function isBaseline({ shape }: Engine): boolean {
  return shape === BASELINE_SHAPE
}

/** An engine by its id; by its call shape alone it is that of the nearest tier. */
function builtIn(reference: string): SelectedEngine {
  const ids = [reference, ...NEAREST_TIERS.map((tier) => `${tier}/${reference}`)]
  const engine = ids.map((wanted) => ALL.find(({ id }) => id === wanted)).find(Boolean)
  if (engine === undefined) {
    throw new InputError(
      `no engine is called ${reference}${nearest(
        reference,
        ALL.map(({ id }) => id),
      )}; npm run bench -- --list names them, and a path ending in .js names one of your own`,
    )
  }
  return {
    named: reference,
    reference: engine.id,
    description: describeEngine(engine),
    part: partOf(engine),
  }
}

function partOf(engine: Engine): Part {
  if (LIMITS.includes(engine)) return 'limit'
  return isBaseline(engine) ? 'baseline' : 'shape'
}

/** Asks a process of its own what a module exports: it may throw, hang or die. */
async function describeModule(reference: string, hangMs: number): Promise<SelectedEngine> {
  const worker = new WorkerHandle('checking')
  try {
    const description = await worker.request({ type: 'open', engine: reference }, hangMs)
    return { named: reference, reference, description, part: 'shape' }
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error
    throw new InputError(`engine ${reference} cannot be loaded: ${error.message.split('\n')[0]}`)
  } finally {
    worker.stop()
  }
}
