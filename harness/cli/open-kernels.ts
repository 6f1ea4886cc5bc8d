import { useKernels } from '../../engines/index.js'
import { linuxTier, readTrees } from '../../engines/linux/index.js'
import type { Progress } from '../terminal/progress.js'

/** What `--kernel` and `--patch` name. */
export interface KernelOptions {
  kernel: readonly string[]
  patch: readonly string[]
  /** Symbols that `--config` sets. */
  config?: readonly string[]
}

/**
 * Builds the trees that are named, and those with each patch applied, and makes their engines known.
 * A tree with a library that cannot be built is used without it, with a note.
 *
 * @returns how many there are.
 * @throws InputError where one cannot be used.
 */
export async function openKernels(
  { config = [], kernel, patch }: KernelOptions,
  progress: Progress,
): Promise<number> {
  if (kernel.length === 0) return 0
  progress.update('reading the kernel trees')
  const trees = await readTrees(kernel, { config, patches: patch })
  for (const note of new Set(trees.flatMap(({ notes }) => notes))) progress.note(note)
  const tiers = []
  for (const tree of trees) {
    progress.update(`building ${tree.tier}`)
    tiers.push(await linuxTier(tree))
  }
  progress.end()
  for (const { missing, tier } of tiers) {
    for (const { library, why } of missing) progress.note(`${tier}: ${library} is missing: ${why}`)
  }
  useKernels(tiers)
  return tiers.length
}
