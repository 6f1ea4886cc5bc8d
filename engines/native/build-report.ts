/** What set-up built of the native tier, or why it built nothing (build/main.ts). */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../contract/index.js'

export interface Compiler {
  command: string
  /** The first line that it says of itself. */
  version: string
}

/** One shared object for Node. */
export interface BuiltVariant {
  /** Name of the file in dist/native. */
  file: string
  /** Flags beside the common ones. */
  flags: string[]
  /** Where it is not the tier's own. */
  compiler?: Compiler
  /** Beside it: the program that counts instructions, of the same objects; absent where there is none. */
  program?: string
}

export interface Built {
  built: true
  compiler: Compiler
  /** What all that is timed was compiled with. */
  flags: string[]
  /** `timed`, `counted`; where the compiler can, `retpoline`; where it is gcc and clang is there too, `clang`. */
  variants: Record<string, BuiltVariant>
  /** Why a variant was not built, by its name. */
  missing: Record<string, string>
}

export interface NotBuilt {
  built: false
  why: string
  /** The command that fixes it, where there is one. */
  remedy?: string
}

/** Where the shared objects lie; another build of them where the environment names one. */
export function nativeFolder(): string {
  return process.env.UNMAP_BENCH_NATIVE ?? join(projectRoot(), 'dist', 'native')
}

/** By folder, read once: whoever opens an engine looks its module up. */
const reports = new Map<string, Built | NotBuilt>()

/** Reads dist/native/build.json. It is written by the same set-up that builds this file. */
export function buildReport(): Built | NotBuilt {
  const folder = nativeFolder()
  const file = join(folder, 'build.json')
  const known = reports.get(folder)
  if (known !== undefined) return known
  if (existsSync(file)) {
    const report: Built | NotBuilt = JSON.parse(readFileSync(file, 'utf8'))
    reports.set(folder, report)
    return report
  }
  return { built: false, why: 'it was not built', remedy: 'node harness/setup.mjs build' }
}

/** The program that counts a variant's instructions, by its path; `undefined` where it was not built. */
export function programOf(variant: string): string | undefined {
  const report = buildReport()
  const name = report.built ? report.variants[variant]?.program : undefined
  return name === undefined ? undefined : join(nativeFolder(), name)
}
