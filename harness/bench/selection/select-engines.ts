import {
  allEngines,
  BUILT_IN_ENGINES,
  DEFAULT_FORMAT,
  type Engine,
  engineIdOf,
  InputError,
  KERNEL_TIERS,
  kernelEngines,
  kernelTiers,
  NEAREST_TIERS,
  nearest,
  OTHER_FORMAT_ENGINES,
} from '../../../engines/index.js'
import { listModule } from '../../engine/list-module.js'
import { isModulePath } from '../../engine/reference.js'
import type { Spawn } from '../../processes/kind.js'
import type { SelectedEngine } from '../plan/rows.js'
import { builtIn, builtIns, isBaseline, isOfAbsentTier } from './built-in.js'
import { ALL_FORMATS, kernelShapes } from './kernel-shapes.js'

/** What a user or a suite names. */
export interface Wanted {
  timed: readonly string[]
  counted: readonly string[]
  /** Where a reference stands, as messages name it: a file and a key of it. */
  placeOf?: (reference: string) => string
  /** Whether call shapes without a tier are counted on all tiers that are there, not on the nearest alone. */
  countTiers?: boolean
  /** Whether engines of tiers that this machine lacks are skipped, as a suite's are. */
  skipAbsent?: boolean
  /**
   * With kernel trees in use, what their shapes are timed beside: the nearest other tier's, or
   * nothing, as where one tree is compared with another.
   */
  besideKernels?: 'nearest' | 'nothing'
  /** Whether the build variants of kernel trees are timed too. */
  kernelVariants?: boolean
  /** Formats beside those of the cells, or `all`; none names the first of each kernel tree, and nothing else. */
  formats?: readonly string[]
  /** Formats that the run's cells are of, which call shapes alone are then of: the default one where absent. */
  ofCells?: readonly string[]
}

/**
 * The engines that references name: ids of built-in engines and limits, or paths of modules that
 * export one; those that are timed and those that are only counted.
 * The baseline is always among them, since every ratio needs it.
 *
 * @param spawn starts what looks into modules: a process of its own where absent.
 * @throws InputError for an id that does not exist, and for a module that is no engine.
 */
export async function selectEngines(
  {
    besideKernels = 'nothing',
    counted,
    countTiers = false,
    formats = [],
    kernelVariants = false,
    ofCells = [DEFAULT_FORMAT],
    placeOf,
    skipAbsent = false,
    timed,
  }: Wanted,
  hangMs: number,
  spawn?: Spawn,
): Promise<SelectedEngine[]> {
  const here = (references: readonly string[]) =>
    [...new Set(references)].filter((one) => !skipAbsent || !isOfAbsentTier(one))
  const placed = async (reference: string) => {
    try {
      if (isModulePath(reference)) return await ofModule(reference, hangMs, spawn)
      return builtIns(reference, ofCells)
    } catch (error) {
      if (placeOf === undefined || !(error instanceof InputError)) throw error
      throw new InputError(`${placeOf(reference)}: ${error.message}`)
    }
  }
  requireFormats(formats)
  const wanted = { formats, ofCells }
  const selected: SelectedEngine[] = kernelShapes(timed, wanted, kernelVariants)
  const fromKernels = new Set(selected.map(({ named }) => named))
  for (const reference of here(timed)) {
    if (fromKernels.has(reference) && besideKernels === 'nothing') continue
    // A suite's other shapes have no place beside kernels alone: their baseline would be another tier's.
    if (skipAbsent && kernelTiers().length > 0 && besideKernels === 'nothing') continue
    const found = await placed(reference)
    selected.push(...found.filter((one) => !selected.some((other) => isSame(one, other))))
  }
  selected.push(...otherFormatShapes(timed, formats).filter((one) => !selected.some(isAs(one))))
  addBaselines(selected)
  for (const engine of kernelShapes(counted, wanted, false)) {
    selected.push({ ...engine, part: 'counted' })
  }
  const others = countTiers ? onOtherTiers([...timed, ...counted], ofCells) : []
  for (const reference of here([...counted, ...others])) {
    if (timed.includes(reference)) continue
    for (const engine of await placed(reference)) {
      if (!selected.some(isAs(engine))) selected.push({ ...engine, part: 'counted' })
    }
  }
  const ids = selected.map(({ description }) => description.id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined)
    throw new InputError(`two engines are called ${twice}; rename one of them`)
  return selected
}

/** What call shapes without a tier mean on the requested formats of the nearest of our own tiers. */
function otherFormatShapes(
  references: readonly string[],
  formats: readonly string[],
): SelectedEngine[] {
  const all = kernelTiers().length === 0 && formats.includes(ALL_FORMATS)
  const [nearestTier] = NEAREST_TIERS.filter((tier) =>
    BUILT_IN_ENGINES.some((engine) => engine.tier === tier),
  )
  return OTHER_FORMAT_ENGINES.filter(
    ({ format, shape, tier }) =>
      tier === nearestTier && references.includes(shape) && (all || formats.includes(format)),
  ).map((engine) => ({ ...builtIn(engine.id), named: engine.shape }))
}

/** @throws InputError for a format that no engine has. */
function requireFormats(formats: readonly string[]): void {
  const engines = [...kernelEngines(), ...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES]
  const known = [...new Set(engines.map(({ format }) => format))]
  const unknown = formats.find((format) => format !== ALL_FORMATS && !known.includes(format))
  if (unknown === undefined) return
  throw new InputError(
    `--format ${unknown}: no engine has it${nearest(unknown, known)}; there are ${known.join(', ')}, and those of a tree that --kernel names`,
  )
}

/** Ids of the engines that have one of these call shapes on tiers that are not the nearest. */
function onOtherTiers(references: readonly string[], formats: readonly string[]): string[] {
  return references
    .filter((reference) => !reference.includes('/'))
    .flatMap((shape) =>
      NEAREST_TIERS.flatMap((tier) => formats.map((format) => engineIdOf(tier, shape, format))),
    )
    .filter((wanted) =>
      [...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES].some(({ id }) => id === wanted),
    )
}

/** Ratios are taken within a tier and a format: each that is timed gets a baseline of its own. */
function addBaselines(selected: SelectedEngine[]): void {
  for (const { description } of [...selected]) {
    const beside = selected.filter((one) => isBeside(one.description, description))
    if (beside.some(({ part }) => part === 'baseline')) continue
    const own = builtInBaseline(description)
    // A tree without one is held against other trees, where another baseline is there for the run.
    const isTree = description.tier.startsWith(KERNEL_TIERS)
    if (own === undefined && isTree && selected.some(({ part }) => part === 'baseline')) continue
    const baseline = own ?? BUILT_IN_ENGINES.find(isBaseline)
    if (baseline === undefined) continue
    if (selected.some(({ reference }) => reference === baseline.id)) continue
    selected.splice(selected.indexOf(beside[0]), 0, builtIn(baseline.id))
  }
}

type Kind = Pick<Engine, 'tier' | 'format'>

function isBeside(one: Kind, other: Kind): boolean {
  return one.tier === other.tier && one.format === other.format
}

function builtInBaseline(kind: Kind): Engine | undefined {
  return allEngines().find((one) => isBaseline(one) && isBeside(one, kind))
}

/** The engines that a module's reference names; where they are call shapes over a format, its baseline too. */
async function ofModule(
  named: string,
  hangMs: number,
  spawn: Spawn | undefined,
): Promise<SelectedEngine[]> {
  const found = await listModule(named, hangMs, spawn)
  return found.all.flatMap((one): SelectedEngine[] => {
    const { description, reference } = one
    if (!found.named.includes(one) && !isBaseline(description)) return []
    const isFirst = isBaseline(description) && builtInBaseline(description) === undefined
    return [{ named, reference, description, part: isFirst ? 'baseline' : 'shape' }]
  })
}

function isAs({ reference }: SelectedEngine): (other: SelectedEngine) => boolean {
  return (other) => other.reference === reference
}

/** Whether two came of one reference: a module's baseline does with each of its call shapes. */
function isSame(one: SelectedEngine, other: SelectedEngine): boolean {
  return isModulePath(one.reference) && one.reference === other.reference
}
