/**
 * Builds the modules of one kernel tree on the user's machine, in the user's cache: what comes out
 * holds the kernel's code and goes nowhere else.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { InputError, KERNEL_TIERS } from '../../contract/index.js'
import {
  type Built,
  buildReport,
  cFilesBelow,
  type LinkRecipe,
  nativeFolder,
  runCompiler,
  writeLinkRecipes,
} from '../../native/index.js'
import { featuresOf, libraryText } from '../library/features.js'
import { textsOf } from '../library/files.js'
import type { LibraryManifest } from '../library/manifest.js'
import { withTaken } from '../taken/take.js'
import {
  cacheFolder,
  fillFolder,
  type KernelTree,
  namedAs,
  sha256,
  treeSha256,
} from '../trees/index.js'
import { compileAll, type Failure, type Job } from './compile.js'
import { describeFailure, missingNames } from './describe-failure.js'
import { forwardHeaders, forwardText } from './forward-headers.js'
import { COPIES, isCommon, jobsFor, TREE } from './jobs.js'
import type { LinuxBuild } from './linux-build.js'
import { compilerOf, ofVariants, type Plan, planOf } from './plan.js'
import { declaredOf, namesOf, readBuild, writeReport } from './report.js'
import { ENGINES, sourcesOf } from './sources.js'

/** Digits of the sha256 of all that a build depends on. */
const KEY_DIGITS = 16
/** What a build leaves beside its modules: those that left less are made again. */
const LEFT = 'objects that name no folder, and how they were linked'
/** The build that every tree must have. */
const PLAIN = 'timed'
/**
 * Builds a library of a tree, or finds it built: the folder's name follows from the library's files,
 * our own, the compiler and its flags. Trees that have them alike share it, whatever they are called:
 * a patch to one library leaves the other as it was built. Names that the shim has not are taken from the
 * tree's own headers where these have them.
 *
 * @param variants those that are wanted; all of them where absent. They are taken from the folder that has
 *   all where there is one, else built into one of their own.
 * @throws InputError where there is no compiler, or where it cannot compile the kernel's files.
 */
export async function buildTree(
  tree: KernelTree,
  library: LibraryManifest,
  variants?: readonly string[],
): Promise<LinuxBuild> {
  const { has, version, what } = library.oldest
  if (!has.test(libraryText(tree, library))) {
    throw new InputError(
      `${namedAs(tree)}: ${library.name} of Linux ${tree.version} has no ${what}; the oldest version that the driver here fits is ${version}`,
    )
  }
  requireRows(tree, library)
  try {
    return await buildOnce(tree, library, variants)
  } catch (error) {
    if (!(error instanceof UnknownNames)) throw error
    const more = withTaken(tree, error.names)
    if (more === undefined) throw error
    return await buildTree(more, library, variants)
  }
}

/** @throws InputError where a tree offers nothing that one of the library's rows could call. */
function requireRows(tree: KernelTree, library: LibraryManifest): void {
  const has = featuresOf(tree, library).map(({ macro }) => macro)
  const needs = library.rows.map((row) => row.needs)
  if (needs.some((macro) => macro === undefined || has.includes(macro))) return
  const looked = library.features.filter(({ macro }) => needs.includes(macro))
  throw new InputError(
    `${namedAs(tree)}: ${library.name} of Linux ${tree.version} has none of ${looked.map(({ what }) => what).join(', ')} among its ops, by which rows call it; keep one of them under its name`,
  )
}

/** Names that a library uses and nobody has. */
class UnknownNames extends InputError {
  constructor(
    message: string,
    readonly names: readonly string[],
  ) {
    super(message)
  }
}

async function buildOnce(
  tree: KernelTree,
  library: LibraryManifest,
  variants: readonly string[] | undefined,
): Promise<LinuxBuild> {
  const native = compilerFor(tree)
  const all = folderOf(tree, library, planOf(native, tree, library))
  const plan = planOf(native, tree, library, variants)
  const folder = existsSync(all) ? all : folderOf(tree, library, plan)
  await fillFolder(folder, (into) => build(into, basename(folder), tree, library, plan))
  const built = readBuild(folder)
  return { ...built, ...ofVariants(built, variants), ...namesOf(tree) }
}

function folderOf(tree: KernelTree, library: LibraryManifest, plan: Plan): string {
  const name = `${KERNEL_TIERS}${tree.version}-${library.name}-${keyOf(tree, library, plan)}`
  return join(cacheFolder(), 'builds', name)
}

function compilerFor({ reference }: KernelTree): Built {
  const native = buildReport()
  if (process.platform !== 'linux') {
    throw new InputError(
      `--kernel ${reference}: kernel files are only built on Linux; use it there`,
    )
  }
  if (native.built) return native
  const way = native.remedy === undefined ? '' : `; ${native.remedy} adds it`
  throw new InputError(`--kernel ${reference} needs a C compiler: ${native.why}${way}`)
}

/** What a build depends on, as one word. */
function keyOf(tree: KernelTree, library: LibraryManifest, plan: Plan): string {
  const found = JSON.stringify([plan, sourcesOf(tree, library), LEFT, declaredOf(tree, library)])
  return sha256([treeSha256(tree), found, ...ourSums()].join('\n')).slice(0, KEY_DIGITS)
}

let sums: readonly string[] | undefined

/** Sums of our own C files, read once a process. */
function ourSums(): readonly string[] {
  sums ??= [
    ...['linux', 'native'].flatMap((folder) => cFilesBelow(join(ENGINES, folder))),
    ...cFilesBelow(join(nativeFolder(), 'generated')),
  ].map((file) => sha256(readFileSync(file)))
  return sums
}

/** @param key that names what the build depends on. */
async function build(
  folder: string,
  key: string,
  tree: KernelTree,
  library: LibraryManifest,
  plan: Plan,
): Promise<void> {
  layOut(folder, tree, library)
  const all = jobsFor(folder, await commonObjects(tree, library, plan), tree, library, plan)
  const jobs = all.filter(({ object }) => object.startsWith(folder))
  // What the plain build cannot compile is reported at once: the others would not either.
  for (const plain of [true, false]) {
    const part = jobs.filter(({ variant }) => (variant === PLAIN) === plain)
    drop(plan, tree, library, await compileAll(part))
  }
  const recipes: Record<string, LinkRecipe> = {}
  for (const [name, variant] of Object.entries(plan.variants)) {
    const { file, link, program } = variant
    const { command } = compilerOf(plan, variant)
    const own = all.filter(({ variant }) => variant === name)
    const linking = async (jobs: Job[], flags: string[], into: string) => {
      const objects = jobs.map(({ object }) => object)
      const stderr = await runCompiler(command, [...flags, ...objects, '-o', join(folder, into)])
      const [job] = own
      if (stderr !== undefined && job !== undefined) drop(plan, tree, library, [{ job, stderr }])
    }
    const ofModule = own.filter(({ inModule }) => inModule)
    const ofProgram = own.filter(({ inProgram }) => inProgram)
    await linking(ofModule, link, file)
    if (program !== undefined) recipes[file] = recipeOf(folder, command, link, ofModule)
    if (program !== undefined) await linking(ofProgram, [], program)
  }
  writeLinkRecipes(folder, { key, modules: recipes })
  writeReport(folder, tree, library, plan)
}

/** The folder is going to be renamed, and what is in it is named by paths in it. */
function recipeOf(folder: string, command: string, flags: string[], jobs: Job[]): LinkRecipe {
  const objects = jobs.map(({ object }) =>
    object.startsWith(folder) ? relative(folder, object) : object,
  )
  return { command, flags, objects }
}

/**
 * The folder with the objects that no tree has a part in: they are compiled once, so that a change to
 * a tree is answered soon.
 */
async function commonObjects(
  tree: KernelTree,
  library: LibraryManifest,
  plan: Plan,
): Promise<string> {
  const flags = Object.entries(plan.variants).map(([name, { compiler, flags }]) => [
    name,
    flags,
    compiler,
  ])
  const paths = sourcesOf(tree, library).filter(isCommon)
  const key = sha256(JSON.stringify([plan.compiler, plan.flags, flags, paths, ...ourSums()]))
  const folder = join(cacheFolder(), 'objects', key.slice(0, KEY_DIGITS))
  await fillFolder(folder, async (into) => {
    const all = jobsFor('', into, tree, library, plan)
    const jobs = all.filter(({ object }) => object.startsWith(into))
    const failures = await compileAll(jobs)
    if (failures.length > 0) throw new InputError(describeFailure(tree, library, failures))
  })
  return folder
}

/**
 * The tree's files, the copies that are compiled apart, and a line in place of each header that they
 * include and that is not among them.
 */
function layOut(folder: string, tree: KernelTree, library: LibraryManifest): void {
  const copies = library.copies?.(textsOf(tree)) ?? []
  const forward = forwardText(tree, library)
  const files = [
    ...tree.files.map(({ path, text }) => [join(TREE, path), text] as const),
    ...copies.map(({ path, text }) => [join(COPIES, path), text] as const),
    ...forwardHeaders(tree, library).map((path) => [join('forward', path), forward] as const),
  ]
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

/** Leaves out the variants that failed where they can be left out. */
function drop(
  plan: Plan,
  tree: KernelTree,
  library: LibraryManifest,
  failures: readonly Failure[],
): void {
  const variants = [...new Set(failures.map(({ job }) => job.variant))]
  const needed = variants.filter((name) => !plan.variants[name].optional)
  const of = (names: readonly string[]) => failures.filter(({ job }) => names.includes(job.variant))
  if (needed.length > 0) {
    const names = missingNames(tree, of(needed)).map(({ name }) => name)
    throw new UnknownNames(describeFailure(tree, library, of(needed)), names)
  }
  for (const name of variants) {
    plan.missing[name] = describeFailure(tree, library, of([name]))
    delete plan.variants[name]
  }
}
