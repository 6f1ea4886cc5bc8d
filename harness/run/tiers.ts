/** What a result says of the tiers that its rows are of, and of those that the machine has not. */
import { ABSENT_TIERS } from '../../engines/index.js'
import { nativeTier, writeBackInstruction } from '../../engines/native/index.js'
import type { AbsentTier, TierBuild } from '../../results/index.js'
import type { RunRow } from './rows.js'

export interface TierFacts {
  tiers?: Record<string, TierBuild>
  absent?: AbsentTier[]
}

/** How the tiers of rows were built, and which are absent. */
export function tierFacts(rows: readonly RunRow[]): TierFacts {
  const used = new Set(rows.map(({ engine }) => plainTier(engine.description.tier)))
  const build = used.has('native') ? nativeBuild() : undefined
  const absent = absentTiers()
  return {
    ...(build !== undefined && { tiers: { native: build } }),
    ...(absent.length > 0 && { absent }),
  }
}

/** The tier that a variant is of: `native` for `native+retpoline`. */
export function plainTier(tier: string): string {
  return tier.split('+')[0] ?? tier
}

/** The tiers that this machine has not. */
export function absentTiers(): AbsentTier[] {
  return ABSENT_TIERS.map(({ remedy, tier, why }) => ({
    tier,
    why,
    ...(remedy !== undefined && { remedy }),
  }))
}

function nativeBuild(): TierBuild | undefined {
  const tier = nativeTier()
  if ('absent' in tier) return undefined
  const { compiler, flags, missing, variants } = tier.build
  return {
    compiler,
    flags,
    variants: Object.fromEntries(
      Object.entries(variants).map(([name, variant]) => [name, variant.flags]),
    ),
    missing,
    writeBack: writeBackInstruction(),
  }
}
