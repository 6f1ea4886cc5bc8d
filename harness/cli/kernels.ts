/** Kernel trees: the ones that a command names, and `npm run kernels`, which lists what is there. */
import { useKernels } from '../../engines/index.js'
import { findKernels, linuxTier, readTrees } from '../../engines/linux/index.js'
import { EXIT, type Io } from '../terminal/io.js'
import type { Progress } from '../terminal/progress.js'

/** What `--kernel` and `--patch` name. */
export interface KernelOptions {
  kernel: readonly string[]
  patch: readonly string[]
}

/**
 * Builds the trees that are named, and those with each patch applied, and makes their engines known.
 * A tree whose one library cannot be built is used without it, and said so.
 *
 * @returns how many there are.
 * @throws InputError where one cannot be used.
 */
export async function openKernels(
  { kernel, patch }: KernelOptions,
  progress: Progress,
): Promise<number> {
  if (kernel.length === 0) return 0
  progress.update('reading the kernel trees')
  const trees = await readTrees(kernel, { patches: patch })
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

/** Prints the trees that lie on this machine. */
export function kernels({ stdout }: Io): number {
  const found = findKernels()
  if (found.length === 0) {
    stdout.write(
      'No kernel tree lies in /usr/src, ~/src or ~, and $KERNEL names none.\napt-get install linux-source-6.1 adds one on Debian; a clone of the kernel anywhere does as well.\n',
    )
    return EXIT.ok
  }
  const width = Math.max(...found.map(({ reference }) => reference.length))
  for (const { kind, reference, version } of found) {
    const what = version === undefined ? kind : `${kind}, ${version}`
    stdout.write(`${reference.padEnd(width)}  ${what}\n`)
  }
  stdout.write(`\nnpm run bench -- --kernel ${found[0].reference}\n`)
  return EXIT.ok
}
