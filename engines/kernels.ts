/** Tiers that were built from kernel trees, for this process and those that it starts. */
import { delimiter } from 'node:path'
import type { Engine } from './contract/index.js'
import { type LinuxTier, linuxTierIn } from './linux/index.js'
import { BUILT_IN_ENGINES, LIMITS, VARIANT_ENGINES } from './registry.js'

/** Folders that trees were built into: processes inherit it. */
const VARIABLE = 'UNMAP_BENCH_KERNELS'

let known: { folders: string; tiers: readonly LinuxTier[] } = { folders: '', tiers: [] }

/** Makes built trees known here and to processes that are started from now on. */
export function useKernels(tiers: readonly LinuxTier[]): void {
  process.env[VARIABLE] = tiers.map(({ build }) => build.folder).join(delimiter)
}

/** The tiers of the trees that are in use, in the order in which they were named. */
export function kernelTiers(): readonly LinuxTier[] {
  const folders = process.env[VARIABLE] ?? ''
  if (folders !== known.folders) {
    const tiers = folders.split(delimiter).filter((folder) => folder !== '')
    known = { folders, tiers: tiers.map(linuxTierIn) }
  }
  return known.tiers
}

/** Their engines and build variants, on domains that cells have. */
export function kernelEngines(): readonly Engine[] {
  return kernelTiers().flatMap(({ engines }) => engines)
}

/** Every engine and limit that this machine can run, kernels' own first: they are the nearest. */
export function allEngines(): readonly Engine[] {
  return [...kernelEngines(), ...BUILT_IN_ENGINES, ...VARIANT_ENGINES, ...LIMITS]
}
