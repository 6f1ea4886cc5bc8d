/** What is built of a tree, and with which flags. */
import type { Built, Compiler } from '../../native/index.js'
import { configFlags } from '../config/symbols.js'
import { featuresOf } from '../library/features.js'
import type { LibraryManifest } from '../library/manifest.js'
import type { KernelTree } from '../trees/index.js'
import { PROGRAM, SELF_TEST } from './linux-build.js'

export interface PlannedVariant {
  file: string
  /** Flags of everything in it, and of the kernel's own files beside. */
  flags: string[]
  kernelFlags: string[]
  link: string[]
  /** Beside it, of the same objects: the program that counts instructions. */
  program?: string
  /** A tree is of use without it. */
  optional: boolean
  /** Where it is not the plan's. */
  compiler?: Compiler
}

export interface Plan {
  compiler: Compiler
  /** Flags of all variants, and of all that is compiled with the library's headers. */
  flags: string[]
  libraryFlags: string[]
  variants: Record<string, PlannedVariant>
  /** Why a variant is not among them. */
  missing: Record<string, string>
}

/**
 * A C dialect as kernels have it, and as errors what would compile to something else than the kernel
 * means: a function that is not declared returns an int.
 */
const DIALECT = [
  '-std=gnu11',
  '-Werror=implicit-function-declaration',
  '-Werror=implicit-int',
  '-Werror=incompatible-pointer-types',
]

/** A function is called before each load and store; a loop over ptes is not made into a call. */
const COUNTED_ACCESSES = {
  gcc: [
    '-fsanitize=thread',
    ...['--param', 'tsan-distinguish-volatile=1'],
    '-fno-tree-loop-distribute-patterns',
  ],
  clang: [
    '-fsanitize=thread',
    ...['-mllvm', '-tsan-distinguish-volatile=1'],
    ...['-mllvm', '-tsan-instrument-func-entry-exit=0'],
    '-fno-builtin',
  ],
}

/** All errors are wanted, since each can be another name that is missing. */
const ALL_ERRORS = { gcc: ['-fmax-errors=0'], clang: ['-ferror-limit=0'] }

/**
 * Compiler and flags are those that tier native was built with, so that the two compare.
 *
 * @param wanted the variants that are built; all of them where absent.
 */
export function planOf(
  native: Built,
  tree: KernelTree,
  library: LibraryManifest,
  wanted?: readonly string[],
): Plan {
  const family = familyOf(native.compiler)
  const features = featuresOf(tree, library).map(({ macro }) => macro)
  const module = { kernelFlags: [], link: ['-shared'], optional: false }
  const plan: Plan = {
    compiler: native.compiler,
    flags: [...native.flags, ...library.flags],
    libraryFlags: [
      ...DIALECT,
      ...library.libraryFlags,
      `-DUB_TABLE_OPS_HEADER="${library.tableOps}"`,
      ...[...library.config, ...features].map((macro) => `-D${macro}`),
      ...configFlags(
        tree.config,
        tree.files.map(({ text }) => text),
      ),
    ],
    variants: {
      timed: { ...module, program: programOf('timed'), file: 'timed.node', flags: [] },
      counted: {
        ...module,
        file: 'counted.node',
        flags: ['-DUB_COUNT'],
        kernelFlags: COUNTED_ACCESSES[family],
      },
      [SELF_TEST]: {
        file: SELF_TEST,
        flags: library.selfTestConfig.map((macro) => `-D${macro}`),
        kernelFlags: [],
        link: [],
        optional: true,
      },
    },
    missing: {},
  }
  for (const name of ['clang', 'retpoline']) {
    const own = native.variants[name]
    if (own === undefined) plan.missing[name] = native.missing[name]
    else {
      const { compiler, flags } = own
      plan.variants[name] = {
        ...module,
        program: programOf(name),
        file: `${name}.node`,
        flags,
        ...(compiler && { compiler, optional: true }),
      }
    }
  }
  return { ...plan, ...ofVariants(plan, wanted) }
}

/** What a plan or a build has of the variants that are wanted; all of it where none are named. */
export function ofVariants<T>(
  { missing, variants }: { missing: Record<string, string>; variants: Record<string, T> },
  wanted: readonly string[] | undefined,
): { missing: Record<string, string>; variants: Record<string, T> } {
  const only = <V>(all: Record<string, V>): Record<string, V> =>
    Object.fromEntries(
      Object.entries(all).filter(([name]) => wanted === undefined || wanted.includes(name)),
    )
  return { missing: only(missing), variants: only(variants) }
}

function familyOf({ version }: Compiler): 'gcc' | 'clang' {
  return /clang/i.test(version) ? 'clang' : 'gcc'
}

/** The compiler of a variant, and the flags by which it reports every name that is missing. */
export function compilerOf(
  { compiler }: Plan,
  variant: PlannedVariant,
): Compiler & { errors: string[] } {
  const own = variant.compiler ?? compiler
  return { ...own, errors: ALL_ERRORS[familyOf(own)] }
}

function programOf(variant: string): string {
  return `${variant}-${PROGRAM}`
}
