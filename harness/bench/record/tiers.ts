/** What a result says of the tiers that its rows are of, and of those that the machine has not. */
import { basename } from 'node:path'
import { plainTier } from '../../../engines/contract/index.js'
import { ABSENT_TIERS, kernelTiers } from '../../../engines/index.js'
import { type Built, nativeTier, writeBackInstruction } from '../../../engines/native/index.js'
import type { JournalHeader, TierBuild } from '../../../results/record/index.js'
import type { RunRow } from '../plan/rows.js'

/** The libraries of one kernel tree: those that were built, and those that could not be. */
type KernelLibraries = Pick<ReturnType<typeof kernelTiers>[number], 'builds' | 'missing'>

/** How the tiers of rows were built, and which are absent. */
export function tierFacts(rows: readonly RunRow[]): Pick<JournalHeader, 'tiers' | 'absent'> {
  const used = new Set(rows.map(({ engine }) => plainTier(engine.description.tier)))
  const build = used.has('native') ? nativeBuild() : undefined
  const kernels = kernelTiers().filter(({ tier }) => used.has(tier))
  const tiers: Record<string, TierBuild> = {
    ...(build !== undefined && { native: build }),
    ...Object.fromEntries(kernels.map((kernel) => [kernel.tier, kernelBuild(kernel)])),
  }
  return {
    ...(Object.keys(tiers).length > 0 && { tiers }),
    ...(ABSENT_TIERS.length > 0 && { absent: [...ABSENT_TIERS] }),
  }
}

/** A tree's libraries are built alike but for their own sources; what is said is of the first. */
export function kernelBuild({ builds, missing }: KernelLibraries): TierBuild {
  const [first, ...others] = builds
  const { patch, version } = first.kernel
  const files = builds.flatMap(({ kernel }) => kernel.files)
  const config = Object.assign({}, ...builds.map(({ kernel }) => kernel.config))
  const facts = buildFacts(first)
  const ofOthers = others.flatMap((build) =>
    Object.entries(build.missing)
      .filter(([name, why]) => facts.missing?.[name] !== why)
      .map(([name, why]) => [`${build.library}, ${name}`, why]),
  )
  return {
    ...facts,
    missing: {
      ...facts.missing,
      ...Object.fromEntries(ofOthers),
      ...Object.fromEntries(missing.map(({ library, why }) => [library, why])),
    },
    source: {
      version,
      files: Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256])),
      ...(Object.keys(config).length > 0 && { config }),
      ...(patch !== undefined && { patch: `${basename(patch.file)}, sha256 ${patch.sha256}` }),
    },
  }
}

function nativeBuild(): TierBuild | undefined {
  const tier = nativeTier()
  return 'absent' in tier ? undefined : buildFacts(tier.build)
}

function buildFacts({ compiler, flags, missing, variants }: Built): TierBuild {
  const compilers = Object.entries(variants).flatMap(([name, { compiler: own }]) =>
    own === undefined ? [] : [[name, own] as const],
  )
  return {
    compiler,
    flags,
    variants: Object.fromEntries(
      Object.entries(variants).map(([name, variant]) => [name, variant.flags]),
    ),
    ...(compilers.length > 0 && { compilers: Object.fromEntries(compilers) }),
    missing,
    writeBack: writeBackInstruction(),
  }
}
