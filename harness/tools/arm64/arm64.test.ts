/** Builds for arm64 do, count and leave what those for this machine do, in an emulator. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import {
  COUNTER_NAMES,
  type Outcome,
  type Phase,
  type Probe,
  type Session,
  SILENT,
  type Tape,
} from '../../../engines/index.js'
import type { Job } from '../../../engines/instructions/index.js'
import { type CountingBinding, loadModule, moduleOf } from '../../../engines/native/binding.js'
import { objectOf } from '../../../engines/native/build/parts.js'
import { type NativeEngine, nativeFolder } from '../../../engines/native/index.js'
import { nativeEngines, skip as noTier, otherEngines } from '../../../engines/native/testing.js'
import { casesFor } from '../../conformance/cases/index.js'
import { type Recorded, recordVerify } from '../../conformance/index.js'
import { crossBuild, linkReplay, ownCompiler } from './build.js'
import { differenceOf, replay } from './replay.js'
import { findToolchain } from './toolchain.js'

const SEED = 20210401
/** The fewest that verify runs at once. */
const OPERATIONS = 1
/** An emulator takes long for more. */
const MOST_LEAVES = 4096

const toolchain = findToolchain()
const skip = noTier || ('absent' in toolchain && process.env.CI === undefined && toolchain.absent)

const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-arm64-'))
after(() => rmSync(folder, { recursive: true }))

const engines = [...nativeEngines.filter(({ variant }) => variant.name === ''), ...otherEngines]

function jobOf(engine: NativeEngine, recorded: Recorded): Job {
  const inProgram = engine.inProgram?.()
  assert.ok(inProgram)
  return { engine: inProgram, ...recorded }
}

function run(session: Session, tape: Tape, { from, op, to }: Phase): Outcome {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  if (op === 'map') session.runMaps(tape, from, to, outcome)
  else if (op === 'unmap') session.runUnmaps(tape, from, to, outcome)
  else session.runMixed(tape, from, to, outcome)
  return outcome
}

/** What the program says of a session, by the module that counts that Node loads. */
function linesOf(engine: NativeEngine, { domain, tape }: Recorded, job: number): string[] {
  const binding = loadModule<CountingBinding>(moduleOf('counted'))
  const sums = new Map<string, number>()
  const probe: Probe = {
    ...SILENT,
    addCounts(counts) {
      for (const name of COUNTER_NAMES) sums.set(name, (sums.get(name) ?? 0) + (counts[name] ?? 0))
    },
  }
  let before = binding.linesWrittenBack()
  const session = engine.open(domain, probe)
  const phases = tape.phases.map((phase, at) => {
    const { bytes, error, failures } = run(session, tape, phase)
    const counted = COUNTER_NAMES.map((name) => sums.get(name)).join(' ')
    sums.clear()
    const lines = binding.linesWrittenBack() - before
    before += lines
    const places = [phase.from, phase.to - 1].flatMap((operation) =>
      translationsAround(session, tape.iova[operation], tape.size[operation]),
    )
    return `${job} ${at} ${bytes} ${failures} ${error}: ${places.join(' ')}, counts: ${counted}, lines: ${lines}`
  })
  const leaves = `${job} leaves${stretchesIn(session)} leaked: ${session.leakedTables()}`
  session.close()
  return [...phases, leaves]
}

function translationsAround(session: Session, iova: number, size: number): string[] {
  const places = [
    ...(iova > 0 ? [iova - 1] : []),
    iova,
    ...(size > 0 ? [iova + size - 1] : []),
    iova + size,
  ]
  return places.map((place) => session.translate(place)?.toString(16) ?? '-')
}

/** Leaves of one size side by side as one. */
function stretchesIn(session: Session): string {
  const stretches: Array<{ iova: number; paddr: number; size: number; count: number }> = []
  session.leaves((iova, paddr, size) => {
    const last = stretches.at(-1)
    const bytes = last === undefined ? 0 : last.count * last.size
    if (last?.size === size && last.iova + bytes === iova && last.paddr + bytes === paddr)
      last.count++
    else stretches.push({ iova, paddr, size, count: 1 })
  })
  return stretches
    .map(
      ({ count, iova, paddr, size }) =>
        ` ${count} at ${iova.toString(16)} to ${paddr.toString(16)} of ${size.toString(16)},`,
    )
    .join('')
}

/** Every case by one format in turn, and every session by one call shape in turn: all take part. */
const sessions = skip === false ? inTurns() : []
const jobs = sessions.map(({ engine, ...recorded }) => jobOf(engine, recorded))

function inTurns(): Array<Recorded & { engine: NativeEngine }> {
  const formats = [...new Set(engines.map(({ format }) => format))]
  return formats.flatMap((format, turn) => {
    const shapes = engines.filter((engine) => engine.format === format)
    const cases = casesFor(format).filter((_, nth) => nth % formats.length === turn)
    const options = { cases, operations: OPERATIONS, seed: SEED, mostLeaves: MOST_LEAVES }
    return recordVerify(shapes[0], options).map((recorded, nth) => ({
      engine: shapes[nth % shapes.length],
      ...recorded,
    }))
  })
}

test('the program does what the module does that Node loads', { skip }, async () => {
  const own = ownCompiler()
  assert.ok(own)
  const program = await linkReplay(own, 'counted', nativeFolder(), folder)
  const found = replay([program], jobs).map((line) => line.replace(/, events: .*/, ''))
  const expected = sessions.flatMap(({ engine, ...recorded }, job) =>
    linesOf(engine, recorded, job),
  )
  assert.equal(differenceOf(jobs, expected, found), undefined)
})

const built =
  skip === false && !('absent' in toolchain)
    ? crossBuild(toolchain.compiler, ['timed', 'counted'], folder)
    : undefined

for (const variant of ['counted', 'timed'] as const) {
  test(`arm64's build that is ${variant} does what this machine's does`, { skip }, async () => {
    const own = ownCompiler()
    assert.ok(own && !('absent' in toolchain), 'CI has the toolchain')
    await built
    const here = await linkReplay(own, variant, nativeFolder(), folder)
    const there = await linkReplay(toolchain.compiler, variant, folder, folder)
    const expected = replay([here], jobs)
    assert.ok(expected.length > jobs.length)
    assert.equal(
      differenceOf(jobs, expected, replay([...toolchain.emulator, there], jobs)),
      undefined,
    )
  })
}

/** Barriers and the like in the code of one source, each once, in their order. */
function ordersIn(variant: string, source: string): string[] {
  const object = join(folder, objectOf(variant, source))
  const { status, stdout } = spawnSync('aarch64-linux-gnu-objdump', ['-d', object], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  assert.equal(status, 0)
  const found = stdout.matchAll(
    /\t((?:dmb|dsb|dc)\t\w+|ld\w*xr|st\w*xr|mrs\t\w+, ctr_el0|bl\t.*outline.*)/g,
  )
  return [...new Set([...found].map(([, order = '']) => order.replace('\t', ' ')))].sort()
}

test("barriers, compare-and-swaps and write-backs are arm64's own", { skip }, async () => {
  await built
  // dma_wmb() and wmb(); a compare-and-swap in the code itself.
  assert.deepEqual(ordersIn('timed', 'table/formats/arm-lpae-4k.c'), [
    'dmb oshst',
    'dsb st',
    'ldxr',
    'stxr',
  ])
  // By lines of the length that the processor says.
  const writeBack = ordersIn('timed', 'cpu/write-back.c')
  assert.equal(writeBack.length, 3, `${writeBack}`)
  assert.deepEqual(writeBack.slice(0, 2), ['dc cvac', 'dsb sy'])
  assert.match(writeBack[2], /^mrs \w+, ctr_el0$/)
})
