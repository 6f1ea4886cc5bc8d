/** What verify makes tier native's engines do, by builds for arm64 in an emulator and by this machine's. */
import { inTemporaryFolder } from '../../../engines/contract/index.js'
import { nativeFolder } from '../../../engines/native/index.js'
import { enginesUnnamed, recordVerify } from '../../conformance/index.js'
import { crossBuild, linkReplay, ownCompiler, type Variant } from '../arm64/build.js'
import { differenceOf, replay } from '../arm64/replay.js'
import { findToolchain } from '../arm64/toolchain.js'
import { amount } from './batches.js'
import { type SoakContext, SoakFailure, type SoakOptions, type SoakPart } from './part.js'

const VARIANTS: readonly Variant[] = ['counted', 'timed']
/** The emulator takes some ten times as long as the machine: one of so many operations is for it. */
const OPERATIONS_PER_REPLAYED = 100
/** The same of sessions: those of thousands of leaves are left out. */
const MOST_LEAVES = 4096

export const arm64Soak: SoakPart = {
  name: 'arm64',
  summary: "conformance and random operations of tier native's arm64 builds, under qemu",
  run: (options, context) =>
    inTemporaryFolder('unmap-bench-arm64-', (folder) => replayAll(options, context, folder)),
}

async function replayAll(
  { operations, seed }: SoakOptions,
  context: SoakContext,
  folder: string,
): Promise<string> {
  const toolchain = findToolchain()
  const own = ownCompiler()
  if ('absent' in toolchain || own === undefined) {
    const why = 'absent' in toolchain ? toolchain.absent : 'tier native is absent'
    return `not run: ${why}`
  }
  context.doing('building')
  await crossBuild(toolchain.compiler, VARIANTS, folder)
  const programs = await Promise.all(
    VARIANTS.map(async (variant) => ({
      variant,
      here: await linkReplay(own, variant, nativeFolder(), folder),
      there: await linkReplay(toolchain.compiler, variant, folder, folder),
    })),
  )
  const engines = enginesUnnamed().filter(({ tier }) => tier === 'native')
  const few = Math.max(1, Math.floor(operations / OPERATIONS_PER_REPLAYED / engines.length))
  let replayed = 0
  for (const engine of engines) {
    const inProgram = engine.inProgram?.()
    if (context.stopping() || inProgram === undefined) break
    context.doing(engine.id)
    const recorded = recordVerify(engine, { operations: few, seed, mostLeaves: MOST_LEAVES })
    const jobs = recorded.map((one) => ({ engine: inProgram, ...one }))
    for (const { here, there, variant } of programs) {
      const expected = replay([here], jobs)
      const difference = differenceOf(jobs, expected, replay([...toolchain.emulator, there], jobs))
      if (difference === undefined) continue
      throw new SoakFailure(`the build that is ${variant}: ${difference}`)
    }
    replayed += jobs.reduce((sum, { tape }) => sum + tape.op.length, 0)
    await new Promise(setImmediate)
  }
  return `${amount(replayed)} operations of verify on ${engines.length} engines, seed ${seed}: as on this machine (${toolchain.compiler.version}, ${toolchain.emulator.join(' ')})`
}
