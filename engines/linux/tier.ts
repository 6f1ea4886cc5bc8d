import { InputError } from '../contract/index.js'
import type { Variant } from '../native/index.js'
import {
  buildTree,
  type LinuxBuild,
  readBuild,
  runSelfTests,
  type SelfTests,
} from './build/index.js'
import { leftOutNotes } from './config/left-out.js'
import { askedSymbols, parseConfig, requireAsked } from './config/symbols.js'
import { LINUX_VARIANTS, type LinuxEngine, linuxEngine } from './engine.js'
import { LIBRARIES, libraryNamed } from './libraries.js'
import { hasPartOf, libraryIn, requireWhole, textsOf, treeOf } from './library/files.js'
import { patchTrees } from './patch/index.js'
import { type KernelTree, nameApart, readTree } from './trees/index.js'

/** What there is of one kernel tree. */
export interface LinuxTier {
  /** `linux-6.1.192`. */
  tier: string
  /** Plain and variants, on formats that cells' domains know: for each, rows in their order. */
  engines: readonly LinuxEngine[]
  variants: readonly Variant[]
  /** Rows on formats that need domains of their own page sizes: the granules of 16K and 64K. */
  granules: readonly LinuxEngine[]
  /** One for each library that was built. */
  builds: readonly LinuxBuild[]
  /** The tree's libraries that could not be built, and why. */
  missing: readonly MissingLibrary[]
}

export interface MissingLibrary {
  library: string
  why: string
}

export interface TreeOptions {
  /** A patch that makes one more tree of each. */
  patches?: readonly string[]
  /** Symbols of the configuration, `CONFIG_X=y`. */
  config?: readonly string[]
}

/**
 * Reads the trees that `--kernel` names, and beside each the same tree with each patch applied.
 *
 * @throws InputError where one cannot be used.
 */
export async function readTrees(
  references: readonly string[],
  { config = [], patches = [] }: TreeOptions = {},
): Promise<KernelTree[]> {
  const set = parseConfig(config)
  const trees: KernelTree[] = []
  for (const reference of references) {
    const tree = { ...(await readTree(reference, LIBRARIES)), config: set }
    const patched = patchTrees(tree, patches)
    trees.push(tree, ...patched.map((one) => withLeftOut(tree, one)))
  }
  requireAsked(set, askedSymbols(trees.flatMap(({ files }) => files.map(({ text }) => text))))
  return nameApart(trees)
}

/** The patched tree, with a note for what its configuration leaves out of the patch. */
function withLeftOut(tree: KernelTree, patched: KernelTree): KernelTree {
  const known = LIBRARIES.flatMap(({ config, selfTestConfig }) => [...config, ...selfTestConfig])
  const isSet = (symbol: string) =>
    (patched.config[symbol] ?? (known.includes(symbol) ? 'y' : 'n')) !== 'n'
  const notes = leftOutNotes(textsOf(tree), textsOf(patched), isSet)
  return {
    ...patched,
    notes: [...patched.notes, ...notes.map((note) => `${patched.tier}: ${note}`)],
  }
}

/**
 * Builds the libraries of a tree, or finds them built. One that cannot be built is missing, and the
 * others are of use without it.
 *
 * @param variants builds that are wanted, `timed` among them; all of them where absent.
 * @throws InputError where none can be built.
 */
export async function linuxTier(
  tree: KernelTree,
  variants?: readonly string[],
): Promise<LinuxTier> {
  const builds: LinuxBuild[] = []
  const failures: Array<{ library: string; error: InputError }> = []
  for (const one of LIBRARIES) {
    const library = libraryIn(tree, one)
    if (!hasPartOf(tree, library)) continue
    try {
      requireWhole(tree, library)
      builds.push(await buildTree(treeOf(tree, library), library, variants))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      failures.push({ library: library.name, error })
    }
  }
  if (builds.length === 0 && failures[0] !== undefined) throw failures[0].error
  const missing = failures.map(({ error, library }) => ({ library, why: error.message }))
  return tierOf(builds, missing)
}

/** The tier whose libraries were built into these folders (`builds[].folder`), for another process to find. */
export function linuxTierIn(tier: string, folders: readonly string[]): LinuxTier {
  // Trees of other names may share a library.
  return tierOf(
    folders.map((folder) => ({ ...readBuild(folder), tier })),
    [],
  )
}

/** The kernel's own self-tests of each library of a built tree. */
export async function kernelSelfTests({
  builds,
}: LinuxTier): Promise<Array<{ library: string; ran: SelfTests }>> {
  const found: Array<{ library: string; ran: SelfTests }> = []
  for (const build of builds) {
    const { library } = build
    found.push({ library, ran: await runSelfTests(build, libraryNamed(library)) })
  }
  return found
}

/** Names of the rows that call a library as the kernel's own core does: the first that a tree has. */
export function coreRowsOf(library: string): readonly string[] {
  return libraryNamed(library).coreRows
}

/** Names of the rows that trees may have, of all libraries. */
export function libraryRows(): string[] {
  return [...new Set(LIBRARIES.flatMap(({ rows }) => rows.map(({ name }) => name)))]
}

function tierOf(builds: readonly LinuxBuild[], missing: readonly MissingLibrary[]): LinuxTier {
  const [{ tier }] = builds
  const own = builds.flatMap((build) => rowsOf(build))
  const variants = LINUX_VARIANTS.filter((variant) =>
    own.some((engine) => engine.variant === variant),
  )
  const inOrder = variants.flatMap((variant) => own.filter((engine) => engine.variant === variant))
  return {
    tier,
    engines: inOrder.filter(({ ownPageSizes }) => !ownPageSizes),
    variants,
    granules: inOrder.filter(({ ownPageSizes }) => ownPageSizes),
    builds,
    missing,
  }
}

function rowsOf(build: LinuxBuild): LinuxEngine[] {
  const library = libraryNamed(build.library)
  const rows = library.rows.filter(
    ({ needs }) => needs === undefined || build.features.includes(needs),
  )
  return LINUX_VARIANTS.filter((variant) => build.variants[variant.build] !== undefined)
    .filter(({ driver }) => driver === 'plain' || library.variantDrivers.includes(driver))
    .flatMap((variant) =>
      build.formats.flatMap((format) =>
        rows
          .filter(({ driver }) => variant.driver === 'plain' || driver === 'plain')
          .map((row) => linuxEngine(build, row, format, variant)),
      ),
    )
}
