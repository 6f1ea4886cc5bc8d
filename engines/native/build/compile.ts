/** Compiles and links what a plan holds. */

import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { eachAtOnce } from '../../contract/index.js'
import type { Compiler } from '../build-report.js'
import { writeLinkRecipes } from '../link-recipes.js'
import type { ObjectCache } from '../object-cache.js'
import { runCompiler } from '../run-compiler.js'
import { firstError } from './compilers.js'
import { keyOfObject } from './object-key.js'
import { hasProgram, moduleFile, objectOf, type Parts, programFile } from './parts.js'
import { NO_FLOATS, type Plan, type PlannedVariant } from './plan.js'

export interface Build {
  plan: Plan
  parts: Parts
  /** Folders of the C files, and of what is built. */
  sources: string
  into: string
  cache: ObjectCache
}

/** The tier's own compiler failed. */
export class BuildError extends Error {
  constructor(
    readonly command: string,
    /** What it complained of. */
    readonly stderr: string,
  ) {
    super(`${command} failed`)
  }
}

interface Job {
  variant: string
  source: string
  object: string
  flags: string[]
}

/**
 * Builds all variants. A compiler that is not the tier's own costs its variant where it fails.
 *
 * @throws BuildError where the tier's own fails.
 */
export async function buildAll(build: Build): Promise<void> {
  const { cache, into, parts, plan, sources } = build
  const includes = ['-I', sources, '-I', into, '-isystem', nodeHeaders()]
  await eachAtOnce(jobsOf(build), async ({ flags, object, source, variant }) => {
    const compiler = compilerOf(plan, plan.variants[variant])
    const key = keyOfObject(compiler, source, flags, [sources, into])
    if (cache.take(key, object)) return
    const args = [...flags, ...includes, '-c', join(sources, source), '-o', object]
    if (await run(plan, variant, args)) cache.add(key, object)
  })
  cache.dropOldest()
  const whole = Object.entries(plan.variants).filter(([name]) => !(name in plan.missing))
  await eachAtOnce(whole, async ([name, variant]) => {
    const objects = (of: string[]) => of.map((source) => join(into, objectOf(name, source)))
    const module = objects(parts.module(variant))
    if (!(await run(plan, name, [...linkFlags(), ...module, '-o', join(into, moduleFile(name))]))) {
      return
    }
    if (!hasProgram(name)) return
    await run(plan, name, [
      ...objects(parts.programOf(variant)),
      '-o',
      join(into, programFile(name)),
    ])
  })
  for (const name of Object.keys(plan.missing)) delete plan.variants[name]
}

/** Leaves how the modules that are timed were linked, for their other orders; the objects stay for them. */
export function writeRecipes({ into, parts, plan }: Build, key: string): void {
  const timed = Object.entries(plan.variants).filter(([name]) => name !== 'counted')
  const modules = timed.map(([name, variant]) => [
    moduleFile(name),
    {
      command: compilerOf(plan, variant).command,
      flags: linkFlags(),
      objects: parts.module(variant).map((source) => objectOf(name, source)),
    },
  ])
  writeLinkRecipes(into, { key, modules: Object.fromEntries(modules) })
}

/** Every object once, though variants share some. */
function jobsOf({ into, parts, plan }: Build): Job[] {
  const jobs = new Map<string, Job>()
  for (const [name, variant] of Object.entries(plan.variants)) {
    const program = hasProgram(name) ? parts.programOf(variant) : []
    for (const source of [...parts.module(variant), ...program]) {
      const object = join(into, objectOf(name, source))
      if (jobs.has(object)) continue
      const floats = source.startsWith('node/')
      const own = plan.flags.filter((flag) => !(floats && flag === NO_FLOATS))
      jobs.set(object, { variant: name, source, object, flags: [...own, ...variant.flags] })
      mkdirSync(dirname(object), { recursive: true })
    }
  }
  return [...jobs.values()]
}

/** @returns whether it went well. */
async function run(plan: Plan, variant: string, args: readonly string[]): Promise<boolean> {
  const compiler = compilerOf(plan, plan.variants[variant])
  const stderr = await runCompiler(compiler.command, args)
  if (stderr === undefined) return true
  if (compiler === plan.compiler) throw new BuildError(compiler.command, stderr)
  plan.missing[variant] ??= `${compiler.version} failed: ${firstError(stderr) ?? 'it said nothing'}`
  return false
}

function compilerOf(plan: Plan, { compiler }: PlannedVariant): Compiler {
  return compiler ?? plan.compiler
}

function linkFlags(): string[] {
  return process.platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']
}

/** Names are resolved from Node's own headers package; it has no code. */
function nodeHeaders(): string {
  const require = createRequire(import.meta.url)
  return require('node-api-headers').include_dir
}
