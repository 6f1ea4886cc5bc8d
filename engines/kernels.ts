/** Tiers that were built from kernel trees, for this process and those that it starts. */
import { delimiter } from 'node:path'
import type { Engine } from './contract/index.js'
import type { LinuxTier } from './linux/index.js'
import { BUILT_IN_ENGINES, LIMITS, OTHER_FORMAT_ENGINES, VARIANT_ENGINES } from './registry.js'

/** Tiers, `NAME=` and the folders that their libraries were built into: processes inherit it. */
const VARIABLE = 'UNMAP_BENCH_KERNELS'
const TREES = delimiter.repeat(2)

/** What reads inherited tiers; most processes inherit none, and start sooner without it. */
const inherited = process.env[VARIABLE] ? await import('./linux/index.js') : undefined

let known: { folders: string; tiers: readonly LinuxTier[] } = { folders: '', tiers: [] }

/** Makes built trees known here and to processes that are started from now on. */
export function useKernels(tiers: readonly LinuxTier[]): void {
  const folders = tiers
    .map(({ builds, tier }) => `${tier}=${builds.map(({ folder }) => folder).join(delimiter)}`)
    .join(TREES)
  process.env[VARIABLE] = folders
  // What could not be built is in no folder.
  known = { folders, tiers }
}

/** The tiers of the trees that are in use, in the order in which they were named. */
export function kernelTiers(): readonly LinuxTier[] {
  const folders = process.env[VARIABLE] ?? ''
  if (folders !== known.folders) {
    const trees = folders.split(TREES).filter((tree) => tree !== '')
    known = { folders, tiers: trees.map(tierIn) }
  }
  return known.tiers
}

function tierIn(text: string): LinuxTier {
  if (inherited === undefined) throw new Error(`${VARIABLE} was set after this process had started`)
  const end = text.indexOf('=')
  return inherited.linuxTierIn(text.slice(0, end), text.slice(end + 1).split(delimiter))
}

/** Their engines and build variants, those of larger granules last. */
export function kernelEngines(): readonly Engine[] {
  return kernelTiers().flatMap(({ engines, granules }) => [...engines, ...granules])
}

/** Every engine and limit that this machine can run, kernels' own first: they are the nearest. */
export function allEngines(): readonly Engine[] {
  return [
    ...kernelEngines(),
    ...BUILT_IN_ENGINES,
    ...VARIANT_ENGINES,
    ...OTHER_FORMAT_ENGINES,
    ...LIMITS,
  ]
}
