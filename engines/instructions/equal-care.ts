/**
 * Equal care: where two call shapes count the same for one page more, one page more takes them the
 * same instructions, within half an instruction. Else they differ in their code and not in what they
 * do, and a ratio of their times answers no question. What a call costs before its first page is not
 * held to this: real code pays it too, and docs/instructions.md lists it by function.
 */
import {
  type Counts,
  compileTape,
  type DomainConfig,
  type Engine,
  type EngineInProgram,
  formatSize,
  GIB,
  groupBy,
  MAP,
  MIB,
  PAGE,
  type Tape,
  UNMAP,
} from '../contract/index.js'
import { CountingProbe } from '../probes/counting.js'
import { countInstructions } from './count.js'
import type { CycleInstructions } from './counted.js'

/** Most instructions that one page more may take a shape beyond another. */
const TOLERANCE = 0.5

/** Pages of a buffer, and of one that has as many more; both lie in one table. */
const PAGES = 100

const STRICT: DomainConfig = {
  ias: 48,
  oas: 48,
  pgsizeBitmap: PAGE,
  coherent: true,
  strict: true,
}

/** Domains that shapes are held to each other on, and the page that buffers are made of. */
const CASES: ReadonlyArray<{ name: string; domain: DomainConfig; page: number }> = [
  { name: 'coherent, strict', domain: STRICT, page: PAGE },
  { name: 'lazy', domain: { ...STRICT, strict: false }, page: PAGE },
  { name: 'non-coherent', domain: { ...STRICT, coherent: false }, page: PAGE },
  {
    name: 'coherent, strict',
    domain: { ...STRICT, pgsizeBitmap: PAGE | (2 * MIB) },
    page: 2 * MIB,
  },
]

const OPS = ['map', 'unmap'] as const

type Direction = (typeof OPS)[number]

/** Engines of one kind choose so that their counters a page are the same, in every case: they must be compared. */
function kindOf({ choices }: Engine, op: Direction): string {
  if (choices === undefined) return ''
  const { driver, gather, map, unmap, walk, writeBack } = choices
  const chosen =
    op === 'map' ? [map === 'page', walk] : [unmap === 'page', driver, walk, gather, writeBack]
  return chosen.join()
}

/** What one page more comes to for an engine, in one case and direction. */
interface Slope {
  /** Where it is compared: the case, the direction and what is counted. */
  group: string
  heading: string
  kind: string
  shape: string
  instructions: number
}

/** An engine whose instructions are counted, and where; its counts come from its counting build. */
export interface Cared {
  engine: Engine
  program: EngineInProgram
}

/**
 * Counts what one page more takes each engine.
 *
 * @returns a line for each group of shapes of equal counters that are not equal in instructions, and
 * for shapes whose counters are not equal where they are to be.
 * @throws Error where an engine could not be counted.
 */
export async function unequalCare(engines: readonly Cared[]): Promise<string[]> {
  const jobs = CASES.flatMap(({ domain, page }) =>
    engines.flatMap(({ program }) =>
      [PAGES, 2 * PAGES].map((pages) => ({
        engine: program,
        domain,
        tape: bufferOf(pages * page),
      })),
    ),
  )
  const answers = await countInstructions(jobs)
  const cycles = answers.map((answer) => {
    if ('why' in answer) throw new Error(answer.why)
    return answer.cycle
  })
  const slopes = CASES.flatMap(({ domain, name, page }, at) =>
    engines.flatMap(({ engine }, nth): Slope[] => {
      const first = 2 * (at * engines.length + nth)
      const [few, many] = [PAGES, 2 * PAGES].map((pages) => countsOf(engine, domain, pages * page))
      return OPS.map((op) => {
        const heading = `${formatSize(page)}, ${name}, ${op}`
        const [less, more] = [first, first + 1].map((job) => instructionsOf(cycles[job], op))
        return {
          group: `${heading} ${JSON.stringify(difference(few[op], many[op]))}`,
          heading,
          kind: kindOf(engine, op),
          shape: engine.shape,
          instructions: (more - less) / PAGES,
        }
      })
    }),
  )
  return [...apartInCounters(slopes), ...apartInInstructions(slopes)]
}

/** Shapes that are to be alike and whose counters are not: nothing would compare their instructions. */
function apartInCounters(slopes: readonly Slope[]): string[] {
  const places = groupBy(slopes, ({ heading, kind }) => `${heading} ${kind}`)
  return [...places.values()].flatMap((alike) => {
    if (new Set(alike.map(({ group }) => group)).size <= 1) return []
    const shapes = alike.map(({ shape }) => shape).join(', ')
    return [`${alike[0].heading}: counters a page are to be equal and are not: ${shapes}`]
  })
}

function apartInInstructions(slopes: readonly Slope[]): string[] {
  return [...groupBy(slopes, ({ group }) => group).values()].flatMap((group) => {
    const taken = group.map(({ instructions }) => instructions)
    if (Math.max(...taken) - Math.min(...taken) <= TOLERANCE) return []
    const found = group.map(({ instructions, shape }) => `${shape} ${instructions.toFixed(1)}`)
    return [
      `${group[0].heading}: instructions a page differ and counters do not: ${found.join(', ')}`,
    ]
  })
}

/** @throws Error where a direction was not counted. */
function instructionsOf(cycle: CycleInstructions, op: Direction): number {
  const counted = cycle[op]
  if (counted === undefined) throw new Error(`${op} was not counted`)
  return counted.instructions
}

/** One buffer, mapped and unmapped, which its memory lets be of pages of any size. */
function bufferOf(size: number): Tape {
  const [iova, paddr] = [64 * GIB, 128 * GIB]
  return compileTape([
    { op: 'map', timed: true, operations: [{ op: MAP, iova, paddr, size }] },
    { op: 'unmap', timed: true, operations: [{ op: UNMAP, iova, paddr: 0, size }] },
  ])
}

/** What an engine counts for a buffer, once its tables are there. */
function countsOf(engine: Engine, domain: DomainConfig, size: number): Record<Direction, Counts> {
  const probe = new CountingProbe(engine.format)
  const session = engine.open(domain, probe)
  const tape = bufferOf(size)
  const outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMixed(tape, 0, 2, outcome)
  probe.take()
  session.runMaps(tape, 0, 1, outcome)
  const map = probe.take()
  session.runUnmaps(tape, 1, 2, outcome)
  const unmap = probe.take()
  session.close()
  return { map, unmap }
}

function difference(few: Counts, many: Counts): Array<[string, number]> {
  return Object.entries(many).map(([name, count]) => [
    name,
    count - (few[name as keyof Counts] ?? 0),
  ])
}
