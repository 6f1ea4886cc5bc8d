/** What is built of tier native: its variants, their flags, and why one is missing. */
import { findCompiler, type KnownCompiler, knows } from './compilers.js'

export interface PlannedVariant {
  /** Beside the plan's. */
  flags: readonly string[]
  sources: readonly string[]
  /** Where it is not the plan's. */
  compiler?: KnownCompiler
}

export interface Plan {
  compiler: KnownCompiler
  flags: readonly string[]
  variants: Record<string, PlannedVariant>
  missing: Record<string, string>
}

/** Sources of the build that counts alone. */
export const COUNTING_SOURCES = ['probes/counting.c', 'node/counting.c']
const THUNKS = 'retpoline/thunks.S'

/** No vector or floating-point registers; what hands doubles to and from Node needs them. */
export const NO_FLOATS = '-mgeneral-regs-only'

/**
 * A kernel's own flags where they change what is generated: no vector or floating-point registers,
 * so that no loop is faster here than a kernel's could be; what C leaves undefined of aliasing,
 * overflow and null pointers is defined. Position-independent since it is loaded into Node; hidden
 * symbols make that free. No link-time optimisation: a call from layer to layer is a call. Loops
 * and functions are aligned: where a short loop lies across two cache lines it took twice the time
 * on a processor that this was tried on, and that should not be up to chance.
 */
const KERNEL_FLAGS = [
  '-std=c11',
  '-O2',
  NO_FLOATS,
  '-fno-strict-aliasing',
  '-fno-strict-overflow',
  '-fno-delete-null-pointer-checks',
  '-fno-stack-protector',
  '-falign-functions=64',
  '-falign-loops=32',
  '-fno-lto',
  '-fPIC',
  '-fvisibility=hidden',
]
/** Control-flow protection is no part of the retpolines' time, and gcc has no thunks beside it. */
const X86_FLAGS = ['-fcf-protection=none']
/** A compare-and-swap is no call, as it is none in a kernel. */
const ARM64_FLAGS = ['-mno-outline-atomics']

const RETURN_THUNKS = '-mfunction-return=thunk-extern'
const RETPOLINE_FLAGS = {
  gcc: [
    '-mindirect-branch=thunk-extern',
    '-mindirect-branch-register',
    RETURN_THUNKS,
    '-fno-jump-tables',
  ],
  clang: ['-mretpoline-external-thunk', '-fno-jump-tables'],
}

export function planOf(compiler: KnownCompiler): Plan {
  const flags = [...KERNEL_FLAGS, ...archFlags(compiler)]
  const variants: Plan['variants'] = {
    timed: { flags: [], sources: [] },
    counted: { flags: ['-DUB_COUNT', '-O1'], sources: COUNTING_SOURCES },
  }
  const missing: Plan['missing'] = {}
  if (compiler.command.includes('-fsanitize=')) {
    const why = 'what is built with sanitizers is not timed'
    return { compiler, flags, variants, missing: { retpoline: why, clang: why } }
  }
  const retpolines = retpolineFlags(compiler)
  if ('why' in retpolines) missing.retpoline = retpolines.why
  else variants.retpoline = { flags: retpolines.flags, sources: [THUNKS] }
  const second = secondCompiler(compiler, flags)
  if ('why' in second) missing.clang = second.why
  else variants.clang = { flags: [], sources: [], compiler: second }
  return { compiler, flags, variants, missing }
}

function archFlags(compiler: KnownCompiler): string[] {
  if (compiler.arch === 'x64') return X86_FLAGS
  return knows(compiler, ARM64_FLAGS) ? ARM64_FLAGS : []
}

/** Clang beside gcc, for what is timed alone: whether a result depends on the compiler shows there. */
function secondCompiler(
  { arch, family, version }: KnownCompiler,
  flags: readonly string[],
): KnownCompiler | { why: string } {
  if (family === 'clang') return { why: `all of the tier is compiled by ${version}` }
  const clang = findCompiler(['clang'])
  if (clang === undefined) return { why: 'there is no clang; apt-get install clang adds it' }
  if (clang.arch !== arch) return { why: `clang compiles for ${clang.arch} here, not for ${arch}` }
  return knows(clang, flags) ? clang : { why: `${clang.version} does not know all of the flags` }
}

function retpolineFlags(compiler: KnownCompiler): { flags: string[] } | { why: string } {
  if (compiler.arch !== 'x64') return { why: 'retpolines are only for x86-64' }
  if (process.platform !== 'linux') return { why: 'the thunks are only written for Linux' }
  const flags = RETPOLINE_FLAGS[compiler.family]
  if (!knows(compiler, flags)) return { why: `${compiler.version} knows no retpolines` }
  const returns = !flags.includes(RETURN_THUNKS) && knows(compiler, [RETURN_THUNKS])
  return { flags: returns ? [...flags, RETURN_THUNKS] : flags }
}
