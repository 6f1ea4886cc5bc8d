/** Builds a plan into an empty folder, and leaves there what it was built with. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../contract/index.js'
import type { Built, Compiler } from '../build-report.js'
import { ObjectCache } from '../object-cache.js'
import { buildAll, writeRecipes } from './compile.js'
import { hasProgram, moduleFile, Parts, programFile } from './parts.js'
import type { Plan } from './plan.js'

/** What a build leaves beside its modules. */
export const REPORT_FILE = 'build.json'

/** Digits of the build's stamp that other link orders are cached by. */
const KEY_DIGITS = 16

export interface BuildOptions {
  plan: Plan
  /** Generated headers: their texts by their paths. */
  headers: Record<string, string>
  /** Folders of the C files, and of cached objects. */
  sources: string
  cache: string
  /** All that the build depends on, as one word. */
  stamp: string
}

/** @throws BuildError where the plan's own compiler fails. */
export async function buildInto(
  into: string,
  { cache, headers, plan, sources, stamp }: BuildOptions,
): Promise<void> {
  mkdirSync(join(into, 'generated'))
  for (const [path, text] of Object.entries(headers)) writeFileSync(join(into, path), text)
  const build = { plan, parts: new Parts(sources), sources, into, cache: new ObjectCache(cache) }
  await buildAll(build)
  writeRecipes(build, stamp.slice(0, KEY_DIGITS))
  writeFileSync(join(into, REPORT_FILE), json({ stamp, ...describe(plan) }))
}

/**
 * Where objects are cached: a packed copy has no packages of its own, and lies where it is not to be
 * written.
 */
export function objectsBeside(into: string): string {
  const packages = join(projectRoot(), 'node_modules')
  return existsSync(packages) ? join(packages, '.cache', 'unmap-bench-native') : `${into}-objects`
}

function describe({ compiler, flags, missing, variants }: Plan): Built {
  const named = ({ command, version }: Compiler) => ({ command, version })
  const described = Object.entries(variants).map(([name, variant]) => [
    name,
    {
      file: moduleFile(name),
      flags: variant.flags,
      ...(variant.compiler && { compiler: named(variant.compiler) }),
      ...(hasProgram(name) && { program: programFile(name) }),
    },
  ])
  return {
    built: true,
    compiler: named(compiler),
    flags: [...flags],
    variants: Object.fromEntries(described),
    missing,
  }
}

export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
