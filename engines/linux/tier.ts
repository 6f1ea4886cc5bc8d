import {
  buildTree,
  type LinuxBuild,
  readBuild,
  runSelfTests,
  type SelfTests,
} from './build/index.js'
import { LINUX_VARIANTS, type LinuxEngine, type LinuxVariant, linuxEngine } from './engine.js'
import { IO_PGTABLE_ARM } from './io-pgtable-arm/manifest.js'
import type { LibraryManifest } from './manifest.js'
import { type KernelTree, nameApart, patchTree, readTree } from './trees/index.js'

/** The driver that a variant's own takes the place of. */
const PLAIN_DRIVER = 'plain'

const LIBRARY: LibraryManifest = IO_PGTABLE_ARM

/** What there is of one kernel tree. */
export interface LinuxTier {
  /** `linux-6.1.192`. */
  tier: string
  /** Plain and variants, on formats that cells' domains know: for each, rows in their order. */
  engines: readonly LinuxEngine[]
  variants: readonly LinuxVariant[]
  /** The same rows on the granules of 16K and 64K, which need domains of their own page sizes. */
  granules: readonly LinuxEngine[]
  build: LinuxBuild
}

export interface TreeOptions {
  /** A patch that makes one more tree of each. */
  patches?: readonly string[]
}

/**
 * Reads the trees that `--kernel` names, and beside each the same tree with each patch applied.
 *
 * @throws InputError where one cannot be used.
 */
export async function readTrees(
  references: readonly string[],
  { patches = [] }: TreeOptions = {},
): Promise<KernelTree[]> {
  const trees: KernelTree[] = []
  for (const reference of references) {
    const tree = await readTree(reference, LIBRARY)
    trees.push(tree, ...patches.map((patch) => patchTree(tree, patch)))
  }
  return nameApart(trees)
}

/**
 * Builds a tree, or finds it built.
 *
 * @throws InputError where it cannot be built.
 */
export async function linuxTier(tree: KernelTree): Promise<LinuxTier> {
  return tierOf(await buildTree(tree, LIBRARY))
}

/** The tier that was built into a folder (`build.folder`), for another process to find. */
export function linuxTierIn(folder: string): LinuxTier {
  return tierOf(readBuild(folder))
}

/** Runs the kernel's own self-tests of a built tree. */
export function kernelSelfTests({ build }: LinuxTier): Promise<SelfTests> {
  return runSelfTests(build, LIBRARY)
}

function tierOf(build: LinuxBuild): LinuxTier {
  const variants = LINUX_VARIANTS.filter((variant) => build.variants[variant.build] !== undefined)
  const rows = LIBRARY.rows.filter(({ needs }) => build.features.includes(needs))
  const enginesOn = (formats: readonly string[]) =>
    variants.flatMap((variant) =>
      formats.flatMap((format) =>
        rows
          .filter(({ driver }) => variant.driver === undefined || driver === PLAIN_DRIVER)
          .map((row) => linuxEngine(build, row, format, variant)),
      ),
    )
  return {
    tier: build.tier,
    engines: enginesOn(LIBRARY.formats),
    variants,
    granules: enginesOn(LIBRARY.otherFormats),
    build,
  }
}
