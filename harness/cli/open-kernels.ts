import { KERNEL_TIERS, useKernels } from '../../engines/index.js'
import { linuxTier, readTrees } from '../../engines/linux/index.js'
import type { Progress } from '../terminal/progress.js'

/** What `--kernel` and `--patch` name. */
export interface KernelOptions {
  kernel: readonly string[]
  patch: readonly string[]
  /** Symbols that `--config` sets. */
  config?: readonly string[]
  /** Builds of each tree that are wanted; all of them where absent. */
  builds?: readonly string[] | undefined
}

/** Whether an engine's id is of a build variant of a kernel tree: `linux-6.1.192+clang/per-page`. */
export function isKernelVariant(id: string): boolean {
  return id.startsWith(KERNEL_TIERS) && id.includes('+')
}

/**
 * Builds the trees that are named, and those with each patch applied, and makes their engines known.
 * A tree with a library that cannot be built is used without it, with a note.
 *
 * @returns how many there are.
 * @throws InputError where one cannot be used.
 */
export async function openKernels(
  { builds, config = [], kernel, patch }: KernelOptions,
  progress: Progress,
): Promise<number> {
  if (kernel.length === 0) return 0
  progress.update('reading the kernel trees')
  const trees = await readTrees(kernel, { config, patches: patch })
  for (const note of new Set(trees.flatMap(({ notes }) => notes))) progress.note(note)
  const tiers = []
  for (const tree of trees) {
    progress.update(`building ${tree.tier}`)
    tiers.push(await linuxTier(tree, builds))
  }
  progress.end()
  for (const { missing, tier } of tiers) {
    for (const { library, why } of missing) progress.note(`${tier}: ${library} is missing: ${why}`)
  }
  useKernels(tiers)
  return tiers.length
}
