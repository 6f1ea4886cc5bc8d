/** What a build says of itself, beside its modules. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { askedSymbols } from '../config/symbols.js'
import { featuresOf, libraryText } from '../library/features.js'
import { textsOf } from '../library/files.js'
import type { LibraryManifest } from '../library/manifest.js'
import type { KernelTree } from '../trees/index.js'
import type { LinuxBuild } from './linux-build.js'
import type { Plan } from './plan.js'

const REPORT = 'build.json'

/** Writes it into the folder of a build. */
export function writeReport(
  folder: string,
  tree: KernelTree,
  library: LibraryManifest,
  plan: Plan,
): void {
  const variants = Object.entries(plan.variants).map(
    ([name, { compiler, file, flags, kernelFlags, program }]) => [
      name,
      {
        file,
        flags: [...flags, ...kernelFlags],
        ...(compiler !== undefined && { compiler }),
        ...(program !== undefined && { program }),
      },
    ],
  )
  const report: Omit<LinuxBuild, 'folder'> = {
    built: true,
    library: library.name,
    ...namesOf(tree),
    ...declaredOf(tree, library),
    compiler: plan.compiler,
    flags: [...plan.flags, ...plan.libraryFlags],
    variants: Object.fromEntries(variants),
    missing: plan.missing,
  }
  writeFileSync(join(folder, REPORT), `${JSON.stringify(report, undefined, 2)}\n`)
}

/** Reads what `buildTree` left in a folder; it is named as the tree that it was first built for. */
export function readBuild(folder: string): LinuxBuild {
  return { ...JSON.parse(readFileSync(join(folder, REPORT), 'utf8')), folder }
}

/** What a library's manifest says of it in a tree. */
export function declaredOf(
  tree: KernelTree,
  library: LibraryManifest,
): Pick<LinuxBuild, 'features' | 'formats' | 'semantics' | 'gather' | 'writeBack'> {
  return {
    features: featuresOf(tree, library).map(({ macro }) => macro),
    formats: library.formats(textsOf(tree)),
    semantics: library.semantics(libraryText(tree, library)),
    ...(library.gather !== undefined && { gather: library.gather }),
    writeBack: library.writeBack(libraryText(tree, library)),
  }
}

/** What a build records of its tree. */
export function namesOf({
  config,
  files,
  patch,
  reference,
  tier,
  version,
}: KernelTree): Pick<LinuxBuild, 'tier' | 'kernel'> {
  const asked = askedSymbols(files.map(({ text }) => text))
  return {
    tier,
    kernel: {
      reference,
      version,
      files: files.map(({ path, sha256 }) => ({ path, sha256 })),
      config: Object.fromEntries(
        Object.entries(config).filter(([symbol]) => asked.includes(symbol)),
      ),
      ...(patch === undefined ? {} : { patch }),
    },
  }
}
