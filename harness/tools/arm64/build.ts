/** Builds of tier native for another architecture, and the program that replays batches on them. */
import { join } from 'node:path'
import { InputError, projectRoot } from '../../../engines/contract/index.js'
import {
  buildInto,
  findCompiler,
  type KnownCompiler,
  NO_FLOATS,
  objectOf,
  objectsBeside,
  Parts,
  planOf,
} from '../../../engines/native/build/index.js'
import {
  buildReport,
  generatedHeaders,
  isInProgram,
  runCompiler,
} from '../../../engines/native/index.js'

/** The build that is timed, and the one that counts. */
export type Variant = 'timed' | 'counted'

const SOURCES = join(projectRoot(), 'engines', 'native')
/** Of the program that counts instructions: what reads a batch. */
const READING = ['instructions/batch.c', 'instructions/open-job.c']
const REPLAY = 'checks/replay.c'

/**
 * Builds variants of the tier into an empty folder.
 *
 * @throws BuildError where the compiler fails.
 */
export async function crossBuild(
  compiler: KnownCompiler,
  variants: readonly Variant[],
  into: string,
): Promise<void> {
  const plan = planOf(compiler)
  const wanted = variants.map((name) => [name, plan.variants[name]] as const)
  await buildInto(into, {
    plan: { ...plan, variants: Object.fromEntries(wanted), missing: {} },
    headers: generatedHeaders(),
    sources: SOURCES,
    cache: objectsBeside(into),
    stamp: compiler.arch,
  })
}

/**
 * Links the program that replays batches from a build's own objects.
 *
 * @param folder of the build.
 * @returns its path in `into`.
 * @throws InputError with the compiler's message.
 */
export async function linkReplay(
  compiler: KnownCompiler,
  variant: Variant,
  folder: string,
  into: string,
): Promise<string> {
  const { flags, variants } = planOf(compiler)
  const objects = new Parts(SOURCES)
    .module(variants[variant])
    .filter((source) => isInProgram(source) || source === 'cpu/write-back.c')
    .concat(READING)
    .map((source) => join(folder, objectOf(variant, source)))
  const program = join(into, `replay-${compiler.arch}-${variant}`)
  const stderr = await runCompiler(compiler.command, [
    ...flags.filter((flag) => flag !== NO_FLOATS),
    ...variants[variant].flags,
    ...['-I', SOURCES, '-I', folder],
    ...['-static', join(SOURCES, REPLAY), ...objects, '-o', program],
  ])
  if (stderr !== undefined) throw new InputError(`${REPLAY} cannot be built:\n${stderr.trim()}`)
  return program
}

/** The compiler that the build in use was made by; `undefined` where there is none. */
export function ownCompiler(): KnownCompiler | undefined {
  const report = buildReport()
  return report.built ? findCompiler([report.compiler.command]) : undefined
}
