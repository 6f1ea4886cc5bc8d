/** The C files that a build is made of. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../contract/index.js'
import { featuresOf } from '../features.js'
import type { LibraryManifest } from '../manifest.js'
import type { KernelTree } from '../trees/index.js'
import { PROGRAM, SELF_TEST } from './linux-build.js'

export interface Source {
  /** In the folder of engines, or of the tree. */
  path: string
  /**
   * `plain` knows nothing of the library; `node` has floating point beside that; `program` is of the
   * program that counts instructions and knows nothing of variants; `library` is ours and includes
   * the library's headers; `kernel` is the kernel's own.
   */
  kind: 'plain' | 'node' | 'program' | 'library' | 'kernel'
  variants: readonly string[]
}

export const ENGINES = join(projectRoot(), 'engines')

const MODULES = ['timed', 'counted', 'retpoline']
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
  const ofLibrary = [
    ...library.sources.map((path) => `linux/${path}`),
    ...featuresOf(tree, library).flatMap(({ drivers }) => drivers),
    'native/driver/smmu-tlb.c',
  ]
  return [
    ...plain(ALL, 'linux/shim/shim.c', 'linux/shim/arena.c'),
    ...plain(ALL, 'native/cpu/pages.c', 'native/cpu/write-back.c'),
    ...plain(MODULES, 'native/cpu/clock.c', 'native/table/memory.c'),
    ...plain(MODULES, ...NATIVE_FOLDERS.flatMap((folder) => filesIn(`native/${folder}`))),
    ...plain(['counted'], 'native/probes/counting.c', 'linux/shim/accesses.c'),
    ...plain(['retpoline'], 'native/retpoline/thunks.S'),
    ...plain([SELF_TEST], 'linux/selftest/main.c'),
    ...filesIn(`native/${PROGRAM}`).map(
      (path): Source => ({ path, kind: 'program', variants: MODULES }),
    ),
    ...[...NATIVE_NODE.map((name) => `native/node/${name}.c`), 'linux/node/module.c'].map(
      (path): Source => ({ path, kind: 'node', variants: MODULES }),
    ),
    { path: 'native/node/counting.c', kind: 'node', variants: ['counted'] },
    ...ofLibrary.map((path): Source => ({ path, kind: 'library', variants: MODULES })),
    ...kernelSources(tree, library),
  ]
}

function kernelSources(tree: KernelTree, library: LibraryManifest): Source[] {
  return library.files
    .filter(({ path, use }) => use !== 'included' && tree.files.some((file) => file.path === path))
    .map(({ path, use }) => ({
      path,
      kind: 'kernel',
      variants: use === 'compiled' ? ALL : [SELF_TEST],
    }))
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
export function isInProgram({ kind, path }: Source): boolean {
  return kind !== 'node' && !/native\/(tape\/(time|turns|evict)|cpu\/(clock|write-back))/.test(path)
}
