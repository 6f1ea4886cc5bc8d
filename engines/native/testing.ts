/** What tests of the native tier share: tapes at random, and sessions compared step by step. */
import assert from 'node:assert/strict'
import {
  addCounts,
  type Counts,
  compileTape,
  DEFAULT_FORMAT,
  type DomainConfig,
  type Engine,
  GIB,
  KIB,
  type LeafVisitor,
  MAP,
  MIB,
  type Operation,
  type Outcome,
  PAGE,
  type Probe,
  type Random,
  randomBelow,
  type Session,
  SILENT,
  sizesIn,
  type Tape,
  UNMAP,
  zeroCounts,
} from '../contract/index.js'
import { BUILT_IN_ENGINES, OTHER_FORMAT_ENGINES } from '../registry.js'
import { geometryOf } from '../table/index.js'
import type { CountingBinding } from './binding.js'
import { Reports } from './testing/reports.js'
import { nativeTier } from './tier.js'

const tier = nativeTier()

/** Why tests of this tier are skipped; false where they are not. */
export const skip: string | false =
  'absent' in tier ? `the native tier is absent: ${tier.absent}` : false

/** The engines there are; none where the tests are skipped. */
export const nativeEngines = 'absent' in tier ? [] : tier.engines
/** Plain engines of other formats than the usual ones. */
export const otherEngines =
  'absent' in tier ? [] : tier.ofOtherFormats.filter(({ variant }) => variant.name === '')
export const nativeLoops = 'absent' in tier ? [] : tier.limits

/** The engine of tier ts with the same call shape and format. */
export function twinOf({ format, shape }: Engine): Engine {
  const twin = [...BUILT_IN_ENGINES, ...OTHER_FORMAT_ENGINES].find(
    (other) => other.tier === 'ts' && other.shape === shape && other.format === format,
  )
  if (twin === undefined) throw new Error(`tier ts has no ${shape}@${format}`)
  return twin
}

/** Records every report as a line, in its order. */
export function lineProbe(): { probe: Probe; lines: string[] } {
  const lines: string[] = []
  const record = {
    get:
      (_: object, kind: string) =>
      (...given: unknown[]) => {
        lines.push(`${kind} ${given.join(' ')}`)
      },
    has: (_: object, kind: string) => kind !== 'addCounts',
  }
  return { probe: new Proxy({}, record) as Probe, lines }
}

/** One operation or one scatter list. */
export type Step = Operation[]

/** The leaves of one entry of a format, smallest first; most have no third size. */
function leavesIn(format: string): [page: number, block: number, large: number | undefined] {
  const [page, block, large] = sizesIn(geometryOf(format).leafSizes)
  return [page, block, large]
}

/** Sets of page sizes that domains of a format have; contiguous leaves of all, or of some, with what they are of. */
function pageSizeSets(format: string): number[] {
  const { contiguousSizes = 0 } = geometryOf(format)
  const sets = setsOfOne(leavesIn(format))
  if (contiguousSizes === 0) return sets
  const [page, block] = leavesIn(format)
  const small = contiguousSizes & (block - 1)
  const some = small & (32 * page - 1)
  const smallSets = sets.filter((set) => (set & page) !== 0)
  return [
    ...sets
      .filter((set) => (set & page) !== 0 && (set & block) !== 0)
      .map((set) => set | contiguousSizes),
    ...smallSets.flatMap((set) => [set | small, set | some]),
    block | (contiguousSizes & ~small),
    ...sets,
  ]
}

function setsOfOne([page, block, large]: ReturnType<typeof leavesIn>): number[] {
  if (large === undefined) return [page, page | block, block]
  return [page, page | block, page | block | large, page | large, block, block | large]
}

const ADDRESS_BITS = [32, 39, 40, 42, 48]

function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  return items[randomBelow(random, items.length)]
}

export function randomDomain(random: Random, format = DEFAULT_FORMAT): DomainConfig {
  const limited = randomBelow(random, 3) === 0
  const { coherentOnly, maxOas } = geometryOf(format)
  const outputs = maxOas > 48 ? [...ADDRESS_BITS, maxOas] : ADDRESS_BITS
  return {
    ias: oneOf(random, ADDRESS_BITS),
    oas: oneOf(random, outputs),
    pgsizeBitmap: oneOf(random, pageSizeSets(format)),
    coherent: randomBelow(random, 2) === 0 || coherentOnly !== undefined,
    strict: randomBelow(random, 2) === 0,
    ...(limited ? { maxTables: 9 + randomBelow(random, 5) } : {}),
  }
}

/**
 * Steps in a small neighbourhood, so that maps meet mappings and unmaps meet holes, blocks and
 * parts of them; a few are misaligned or reach out of range.
 */
export function randomSteps(
  random: Random,
  domain: DomainConfig,
  count: number,
  format = DEFAULT_FORMAT,
): Step[] {
  const [page, block, large = block] = leavesIn(format)
  const [contiguous = 16 * page, ...others] = sizesIn(geometryOf(format).contiguousSizes ?? 0)
  const sizes = [page, 2 * page, 7 * page, 16 * page, block, block + page, 3 * block + page]
  if (others.length > 0) sizes.push(contiguous, 2 * contiguous + page, ...others.slice(0, 8))
  const places = others.length > 0 ? [contiguous, ...others] : []
  const unit = domain.pgsizeBitmap & -domain.pgsizeBitmap
  const largest = 2 ** domain.ias
  const home = largest <= 4 * GIB ? 0 : oneOf(random, [0, 2 ** 39 - 2 * GIB, largest - 4 * GIB])
  const aligned = () => {
    const step = oneOf(
      random,
      [unit, 16 * page, block, large, ...places].filter((size) => size >= unit),
    )
    const place = randomBelow(random, Math.min(8, (4 * GIB) / step)) * step
    // Just before a boundary, now and then.
    return place > 0 && randomBelow(random, 4) === 0 ? place - unit : place
  }
  // One operation of 1G of pages would report millions of times.
  const blocks = (domain.pgsizeBitmap & large) !== 0
  const size = (iova: number) => {
    if (blocks && iova % large === 0 && randomBelow(random, 3) === 0) return large
    return Math.ceil(oneOf(random, sizes) / unit) * unit
  }
  const odd = () => (randomBelow(random, 40) === 0 ? 512 : 0)
  const paddr = (iova: number, bytes: number) => {
    const sameOffset = bytes >= large || randomBelow(random, 3) > 0
    const place = sameOffset ? (iova % GIB) + GIB : aligned() + 2 * GIB
    return Math.min(place, 2 ** domain.oas - unit) + odd()
  }
  const done: Step[] = []
  return Array.from({ length: count }, () => {
    const earlier =
      done.length > 0 && randomBelow(random, 3) > 0 ? oneOf(random, done)[0] : undefined
    const iova = Math.min((earlier?.iova ?? home + aligned()) + odd(), largest - unit)
    const step: Step = []
    if (randomBelow(random, 2) === 0) {
      const whole = earlier !== undefined && randomBelow(random, 4) > 0
      const bytes = whole ? earlier.size : size(iova)
      const offset = randomBelow(random, 5) === 0 ? unit * randomBelow(random, 512) : 0
      step.push({ op: UNMAP, iova: iova + offset, paddr: 0, size: bytes })
    } else {
      const segments = randomBelow(random, 4) === 0 ? 2 + randomBelow(random, 4) : 1
      let at = iova
      for (let nth = 0; nth < segments; nth++) {
        const bytes = segments > 1 ? oneOf(random, [unit, 2 * unit, 64 * unit]) : size(at)
        step.push({ op: MAP, iova: at, paddr: paddr(at, bytes), size: bytes, continues: nth > 0 })
        at += bytes
      }
    }
    done.push(step)
    return step
  })
}

export function tapeOf(steps: readonly Step[]): Tape {
  return compileTape([{ op: 'mixed', timed: true, operations: steps.flat() }])
}

/** Three numbers a leaf, as leaves are many: iova, paddr and size. */
export function leavesOf(session: Session): number[] {
  const leaves: number[] = []
  const visit: LeafVisitor = (iova, paddr, size) => leaves.push(iova, paddr, size)
  session.leaves(visit)
  return leaves
}

export function runStep(session: Session, step: Step): Outcome {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMixed(tapeOf([step]), 0, step.length, outcome)
  return outcome
}

/**
 * Runs steps on two engines and compares, after each: what it came to, every report in its order,
 * translations at both ends and beside them; and at the end all leaves, and that no table leaked.
 *
 * @param seen is called with what each step came to, and its reports; they are gone then.
 * @throws AssertionError with the first difference.
 */
export function compareEngines(
  expected: Engine,
  actual: Engine,
  domain: DomainConfig,
  steps: readonly Step[],
  seen: (outcome: Outcome, reports: Reports) => void = () => {},
): void {
  const [a, b] = [new Reports(), new Reports()]
  const left = expected.open(domain, a.probe)
  const right = actual.open(domain, b.probe)
  try {
    steps.forEach((step, at) => {
      const where = `${actual.id}, step ${at}: ${JSON.stringify(step)} on ${JSON.stringify(domain)}`
      const outcome = runStep(right, step)
      assert.deepEqual(outcome, runStep(left, step), where)
      b.assertSame(a, where)
      seen(outcome, b)
      a.clear()
      b.clear()
      const [{ iova, size }] = step
      for (const place of [iova - PAGE, iova, iova + 17, iova + size - 1, iova + size]) {
        if (place < 0) continue
        assert.equal(right.translate(place), left.translate(place), `${where}: ${place}`)
      }
    })
    assert.deepEqual(leavesOf(right), leavesOf(left), actual.id)
    assert.equal(right.leakedTables(), 0, actual.id)
  } finally {
    left.close()
    right.close()
  }
}

/** Why it is not compared which lines were written back; false where it is. */
export const noLines: string | false =
  skip || (process.arch === 'x64' ? false : 'lines may be of another size than 64 bytes here')

const WRITTEN_BACK: Step[] = [
  [{ op: MAP, iova: GIB - 3 * PAGE, paddr: GIB, size: 2 * MIB + 77 * PAGE }],
  [{ op: MAP, iova: 4 * GIB, paddr: 4 * GIB, size: 6 * MIB }],
  [{ op: UNMAP, iova: GIB - 3 * PAGE, paddr: 0, size: 2 * MIB + 77 * PAGE }],
  [{ op: UNMAP, iova: 4 * GIB, paddr: 0, size: 6 * MIB }],
  // Two ptes in two cache lines.
  [{ op: MAP, iova: 8 * GIB + 7 * PAGE, paddr: GIB, size: 2 * PAGE }],
  [{ op: UNMAP, iova: 8 * GIB + 7 * PAGE, paddr: 0, size: 2 * PAGE }],
]

/**
 * @param module that counts for the engine's tier.
 * @throws AssertionError where other lines were written back than the engine's counters say.
 */
export function writesBackWhatItReports(
  engine: Engine,
  module: Pick<CountingBinding, 'linesWrittenBack'>,
): void {
  for (const coherent of [false, true]) {
    const pgsizeBitmap = (4 * KIB) | (2 * MIB)
    const { probe, take } = sumProbe()
    const session = engine.open({ ias: 48, oas: 48, pgsizeBitmap, coherent, strict: true }, probe)
    for (const step of WRITTEN_BACK) {
      take()
      const before = module.linesWrittenBack()
      assert.equal(runStep(session, step).failures, 0)
      const lines = module.linesWrittenBack() - before
      const where = `${engine.id}, coherent ${coherent}, ${JSON.stringify(step)}`
      assert.equal(lines, take().writeBackLines, where)
      assert.equal(lines > 0, !coherent, where)
    }
    session.close()
  }
}

/** A probe that takes counts as a whole; `take` returns what came since its last call. */
export function sumProbe(): { probe: Probe; take: () => Counts } {
  let sum: Counts = zeroCounts()
  const probe: Probe = {
    ...SILENT,
    addCounts: (counts) => {
      sum = addCounts(sum, counts)
    },
  }
  const take = () => {
    const taken = sum
    sum = zeroCounts()
    return taken
  }
  return { probe, take }
}
