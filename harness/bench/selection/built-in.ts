/** The engines that ids and call shapes name, and why one is not there. */
import {
  ABSENT_TIERS,
  allEngines,
  BASELINE_SHAPE,
  DEFAULT_FORMAT,
  type Engine,
  InputError,
  KERNEL_TIERS,
  LIMITS,
  NEAREST_TIERS,
  nearest,
  plainTier,
} from '../../../engines/index.js'
import { nativeTier, tierName, VARIANTS } from '../../../engines/native/index.js'
import { describeEngine } from '../../engine/load.js'
import { requireNoFile } from '../../engine/reference.js'
import type { SelectedEngine } from '../plan/rows.js'

/** An engine by its id; a call shape alone is that of each of these formats. */
export function builtIns(reference: string, formats: readonly string[]): SelectedEngine[] {
  const usual = builtIn(reference)
  const { format, shape } = usual.description
  if (shape !== reference || format !== DEFAULT_FORMAT || usual.part === 'limit') return [usual]
  return formats.map((one) =>
    one === DEFAULT_FORMAT ? usual : { ...builtIn(`${shape}@${one}`), named: reference },
  )
}

/** An engine by its id; by its call shape alone it is that of the nearest tier. */
export function builtIn(reference: string): SelectedEngine {
  const places = [reference, ...NEAREST_TIERS.map((tier) => `${tier}/${reference}`)]
  const all = allEngines()
  const engine = places.map((wanted) => all.find(({ id }) => id === wanted)).find(Boolean)
  if (engine === undefined) {
    const tier = reference.slice(0, reference.indexOf('/'))
    const absent = absentTierOf(tier)
    if (absent !== undefined) {
      const way = absent.remedy === undefined ? '' : `; ${absent.remedy} adds it`
      throw new InputError(`${reference}: tier ${absent.tier} is absent: ${absent.why}${way}`)
    }
    if (reference.startsWith(KERNEL_TIERS)) {
      throw new InputError(
        `${reference} is a kernel's own code: name its tree with --kernel, and its patch with --patch`,
      )
    }
    requireNoFile(reference)
    const missing = missingVariant(tier)
    if (missing !== undefined) throw new InputError(`${reference} was not built: ${missing}`)
    const ids = all.map(({ id }) => id)
    throw new InputError(
      `no engine is called ${reference}${nearest(reference, ids)}; npm run bench -- --list names them, and a path ending in .js or .ts names one of your own`,
    )
  }
  return selectedAs(reference, engine)
}

/** A built-in engine, named so or maybe by its call shape alone. */
export function selectedAs(named: string, engine: Engine): SelectedEngine {
  const part = isBaseline(engine) ? 'baseline' : 'shape'
  return {
    named,
    reference: engine.id,
    description: describeEngine(engine),
    part: LIMITS.includes(engine) ? 'limit' : part,
  }
}

/** Whether a reference is of a tier, or a variant of one, that is known and not there. */
export function isOfAbsentTier(reference: string): boolean {
  const tier = reference.slice(0, reference.indexOf('/'))
  if (allEngines().some((engine) => engine.tier === tier)) return false
  return absentTierOf(tier) !== undefined || VARIANTS.some((variant) => tierName(variant) === tier)
}

/** Why this machine has not a variant of tier native that others have. */
function missingVariant(tier: string): string | undefined {
  const native = nativeTier()
  const variant = VARIANTS.find((one) => tierName(one) === tier)
  return variant === undefined || 'absent' in native
    ? undefined
    : native.build.missing[variant.build]
}

function absentTierOf(tier: string): (typeof ABSENT_TIERS)[number] | undefined {
  return ABSENT_TIERS.find((absent) => absent.tier === plainTier(tier))
}

export function isBaseline({ shape }: Pick<Engine, 'shape'>): boolean {
  return shape === BASELINE_SHAPE
}
