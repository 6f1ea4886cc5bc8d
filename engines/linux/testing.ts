/** What tests of the kernel tier share: the trees of this machine, each built once. */
import { InputError } from '../contract/index.js'
import type { LinuxBuild } from './build/index.js'
import type { LinuxEngine } from './engine.js'
import { type LinuxTier, linuxTier, readTrees } from './tier.js'
import { findKernels } from './trees/index.js'

/** How a machine gets a tree that the tests can use. */
const REMEDY = 'apt-get install linux-source-6.1 adds one, KERNEL=PATH names one'

export const tiers: LinuxTier[] = []

/** Why trees that were found cannot be used. */
export const unusable: string[] = []

for (const { reference } of findKernels()) {
  try {
    for (const tree of await readTrees([reference])) tiers.push(await linuxTier(tree))
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    unusable.push(error.message)
  }
}

/** Why tests of any tree are skipped; false where they are not. */
export const skip: string | false =
  tiers.length === 0 ? `no kernel tree was found on this machine: ${REMEDY}` : false

/** What a tree has of one library: its build, and its engines. */
export interface LibraryTier {
  tier: string
  build: LinuxBuild
  engines: readonly LinuxEngine[]
  granules: readonly LinuxEngine[]
}

/** Of every tree that has it. */
export const armTiers: readonly LibraryTier[] = tiersWith('io-pgtable-arm')

/** Of every tree that has generic_pt, and why tests of it are skipped. */
export const genericTiers: readonly LibraryTier[] = tiersWith('generic_pt')
export const skipGeneric: string | false =
  genericTiers.length === 0 &&
  'no kernel tree with generic_pt was found on this machine: linux-source-7.2 of Debian unstable has it, KERNEL=PATH names one'

/** The tiers of a version, `6.1` for all of its own; and why their tests are skipped. */
export function tiersOf(version: string): { tiers: LibraryTier[]; skip: string | false } {
  const found = armTiers.filter(({ build }) => build.kernel.version.startsWith(`${version}.`))
  const why = `no Linux ${version} was found on this machine: apt-get install linux-source-${version} adds it where Debian has it`
  return { tiers: found, skip: found.length === 0 ? why : false }
}

function tiersWith(library: string): LibraryTier[] {
  return tiers.flatMap(({ builds, engines, granules, tier }) =>
    builds
      .filter((build) => build.library === library)
      .map((build) => ({
        tier,
        build,
        engines: engines.filter((engine) => engine.library === library),
        granules: granules.filter((engine) => engine.library === library),
      })),
  )
}
