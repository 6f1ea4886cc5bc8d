/** What is compiled of a tree, and how: each source once for each variant that it is in. */
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { nativeFolder } from '../../native/index.js'
import type { LibraryManifest } from '../library/manifest.js'
import type { KernelTree } from '../trees/index.js'
import type { Job } from './compile.js'
import { compilerOf, type Plan, type PlannedVariant } from './plan.js'
import { ENGINES, isInModule, isInProgramToo, type Source, sourcesOf } from './sources.js'

/** No vector or floating-point registers, as in a kernel; what hands doubles to Node needs them. */
const NO_FLOATS = '-mgeneral-regs-only'
/** Folders of a build: the tree's files, and copies of them. */
export const TREE = 'tree'
export const COPIES = 'copies'

/** Whether a source has nothing of any tree in it. */
export function isCommon({ kind }: Source): boolean {
  return kind === 'plain' || kind === 'node' || kind === 'program'
}

/**
 * Everything that is compiled, by variant.
 *
 * @param folder of the tree's files and of objects that depend on them.
 * @param common folder of all other objects.
 */
export function jobsFor(
  folder: string,
  common: string,
  tree: KernelTree,
  library: LibraryManifest,
  plan: Plan,
): Job[] {
  return Object.entries(plan.variants).flatMap(([name, variant]) =>
    sourcesOf(tree, library)
      .filter(({ variants }) => variants.includes(name))
      .filter((source) => variant.program !== undefined || isInModule(source))
      .map((source) => {
        const object = `${source.kind}-${basename(source.path).replace(/\.\w+$/, '.o')}`
        const { command, version } = compilerOf(plan, variant)
        return {
          variant: name,
          command,
          version,
          source: join(rootOf(source, folder), source.path),
          folder,
          object: join(isCommon(source) ? common : join(folder, 'objects'), name, object),
          args: [...flagsFor(source, variant, plan), ...includesFor(folder), nameless(folder)],
          inModule: isInModule(source),
          inProgram: variant.program !== undefined && isInProgramToo(source),
        }
      }),
  )
}

function rootOf({ kind }: Source, folder: string): string {
  if (kind === 'kernel' || kind === 'test') return join(folder, TREE)
  return kind === 'copy' ? join(folder, COPIES) : ENGINES
}

function includesFor(folder: string): string[] {
  const require = createRequire(import.meta.url)
  const headers: string = require('node-api-headers').include_dir
  const folders = [
    join(ENGINES, 'linux'),
    join(ENGINES, 'native'),
    nativeFolder(),
    join(folder, TREE, 'include'),
    join(folder, 'forward'),
  ]
  return [...folders.flatMap((one) => ['-I', one]), '-isystem', headers]
}

/** Files are called by their paths in the build's folder: what they are compiled to is the same in any. */
function nameless(folder: string): string {
  return `-fmacro-prefix-map=${folder}/=`
}

function flagsFor(source: Source, variant: PlannedVariant, plan: Plan): string[] {
  const { flags, kernelFlags } = variant
  const { flags: own = [], kind } = source
  const common = kind === 'node' ? plan.flags.filter((flag) => flag !== NO_FLOATS) : plan.flags
  const known = isCommon(source)
    ? ['-std=gnu11']
    : [...compilerOf(plan, variant).errors, ...plan.libraryFlags]
  if (kind === 'program') return [...common, ...known]
  const kernels = kind === 'kernel' || kind === 'test' ? kernelFlags : []
  return [...common, ...known, ...flags, ...kernels, ...own]
}
