/** The C files that a build is made of. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../contract/index.js'
import { isInProgram } from '../../native/index.js'
import { featuresOf } from '../library/features.js'
import { textsOf, useOf } from '../library/files.js'
import type { LibraryManifest } from '../library/manifest.js'
import type { KernelTree } from '../trees/index.js'
import { PROGRAM, SELF_TEST } from './linux-build.js'

export interface Source {
  /** In the folder of engines, of the tree, or of the copies of its files. */
  path: string
  /**
   * `plain` knows nothing of the library; `node` has floating point beside that; `program` is of the
   * program that counts instructions and knows nothing of variants; `library` is ours and includes
   * the library's headers; `copy` is the same with a copy of the kernel's file around it; `kernel` is
   * the kernel's own, and `test` the same once more for its self-tests.
   */
  kind: 'plain' | 'node' | 'program' | 'library' | 'copy' | 'kernel' | 'test'
  variants: readonly string[]
  /** Beside those that its kind has. */
  flags?: readonly string[]
}

export const ENGINES = join(projectRoot(), 'engines')

const MODULES = ['timed', 'counted', 'retpoline', 'clang']
const ALL = [...MODULES, SELF_TEST]

/** Of tier native: the layers that are not the page table, and Node's side of them. */
const NATIVE_FOLDERS = ['core', 'tape']
const NATIVE_NODE = [
  'arguments',
  'columns',
  'describing',
  'export',
  'phases',
  'running',
  'sessions',
  'turns',
]

export function sourcesOf(tree: KernelTree, library: LibraryManifest): Source[] {
  const plain = (variants: readonly string[], ...paths: string[]): Source[] =>
    paths.map((path) => ({ path, kind: 'plain', variants }))
  const ofFeatures = featuresOf(tree, library).flatMap(({ drivers }) => drivers)
  const own = library.sources(textsOf(tree))
  return [
    ...plain(ALL, 'linux/shim/shim.c', 'linux/shim/arena.c'),
    ...plain(ALL, 'native/cpu/pages.c', 'native/cpu/write-back.c'),
    ...plain(MODULES, 'native/cpu/clock.c'),
    ...plain(MODULES, ...(library.nativeTableList ? ['native/table/memory.c'] : [])),
    ...plain(MODULES, ...NATIVE_FOLDERS.flatMap((folder) => filesIn(`native/${folder}`))),
    ...plain(['counted'], 'native/probes/counting.c', 'linux/shim/accesses.c'),
    ...plain(['retpoline'], 'native/retpoline/thunks.S'),
    ...filesIn(`native/${PROGRAM}`).map(
      (path): Source => ({ path, kind: 'program', variants: MODULES }),
    ),
    ...[...NATIVE_NODE.map((name) => `native/node/${name}.c`), 'linux/node/module.c'].map(
      (path): Source => ({ path, kind: 'node', variants: MODULES }),
    ),
    { path: 'native/node/counting.c', kind: 'node', variants: ['counted'] },
    ...ofFeatures.map((path): Source => ({ path, kind: 'library', variants: MODULES })),
    ...own.map(
      ({ flags = [], from, into, path }): Source => ({
        path,
        kind: KINDS[from],
        variants: VARIANTS_OF[into],
        flags,
      }),
    ),
    ...kernelSources(tree, library),
  ]
}

const VARIANTS_OF = { modules: MODULES, 'self-test': [SELF_TEST], both: ALL }

const KINDS = { engines: 'library', copies: 'copy', tree: 'test' } as const

function kernelSources(tree: KernelTree, library: LibraryManifest): Source[] {
  return tree.files.flatMap(({ path }): Source[] => {
    const use = useOf(library, path)
    if (use === 'compiled') return [{ path, kind: 'kernel', variants: ALL }]
    return use === 'self-test' ? [{ path, kind: 'kernel', variants: [SELF_TEST] }] : []
  })
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ENGINES, folder))
    .filter((name) => name.endsWith('.c'))
    .sort()
    .map((name) => `${folder}/${name}`)
}

/** Whether a source is linked into modules. */
export function isInModule({ kind }: Source): boolean {
  return kind !== 'program'
}

/** Whether it is linked into the programs that count: they bring some of what modules have themselves. */
export function isInProgramToo({ kind, path }: Source): boolean {
  return kind !== 'node' && isInProgram(path)
}
