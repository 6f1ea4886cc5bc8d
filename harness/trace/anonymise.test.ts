/** An anonymised trace makes the same calls, and has nothing of the machine. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { MAP, MODES } from '../../engines/contract/index.js'
import { BUILT_IN_ENGINES } from '../../engines/index.js'
import {
  anonymised,
  cellOfTrace,
  parseTrace,
  profileOf,
  type Replay,
  type ReplayOptions,
  type Trace,
  tracesFolder,
  usualReplay,
} from '../../workloads/index.js'
import { uncovered } from '../bench/plan/covers.js'
import { countEngine } from '../bench/worker/count.js'

const ENGINES = BUILT_IN_ENGINES.filter(({ id }) => id.startsWith('ts/'))

const PAGE = 4096
const TASK = 'secret-task'
const DEVICE = '0000:5e:00.0'
const TABLES = ['0xffff21f806484268', '0xffff21f806480008']

async function withoutNames(text: string, times = true): Promise<string> {
  const stream = Readable.from([Buffer.from(text)])
  let written = ''
  for await (const part of anonymised(stream, 'own.txt', { times })) written += part
  return written
}

/** Whatever a replay is measured and described by, but for addresses and names. */
function outcomeOf(trace: Trace, options: ReplayOptions & { replay?: Replay }) {
  const cell = cellOfTrace(trace, options)
  const tape = cell.compile(1)
  const profile = profileOf(trace)
  const {
    domains,
    findings: _,
    kernel: __,
    lines: ___,
    skipped: ____,
    workload: _____,
    ...same
  } = profile
  return {
    counts: ENGINES.map((engine) =>
      uncovered(cell, engine.semantics) === undefined
        ? countEngine(engine, cell.domain, tape)
        : 'not covered',
    ),
    lookups: trace.lookups.length,
    profile: { ...same, devices: [] },
    domains: domains.list.filter(({ events }) => events > 0).map(({ events }) => events),
  }
}

function addressesOf({ events }: Trace): Set<number> {
  const all = [...events].flatMap(({ op, iova, paddr }) => (op === MAP ? [iova, paddr] : [iova]))
  return new Set(all)
}

async function requireSame(
  text: string,
  options: ReplayOptions & { replay?: Replay } = {},
): Promise<void> {
  const before = parseTrace(text, 'own.txt')
  const written = await withoutNames(text)
  const after = parseTrace(written, 'own.txt')
  assert.deepEqual(outcomeOf(after, options), outcomeOf(before, options))
  const original = addressesOf(before)
  for (const address of addressesOf(after)) assert.ok(!original.has(address), address.toString(16))
  for (const name of [TASK, DEVICE, ...TABLES]) assert.ok(!written.includes(name), name)
}

interface Move {
  table: number
  page: number
  pages: number
  /** Bytes that memory lies off from where a block would have it. */
  off: number
  keep: boolean
}

const K4 = 1
const M2 = 512
const G1 = 512 * 512

const move: fc.Arbitrary<Move> = fc.record({
  table: fc.nat({ max: 1 }),
  page: fc
    .record({
      unit: fc.constantFrom(K4, 16, M2, G1),
      count: fc.nat({ max: 6 }),
      more: fc.constantFrom(0, 0, 1, 7, 500, G1 - 3),
    })
    .map(({ unit, count, more }) => unit * count + more),
  pages: fc.constantFrom(1, 1, 2, 16, 511, 512, 513, 1024),
  off: fc.constantFrom(0, 0, 1, 512),
  keep: fc.boolean(),
})

/** Lines of maps that overlap nothing in their table, each taken back at once or at the end. */
function linesOf(moves: readonly Move[]): string {
  const lines: string[] = []
  const mapped: Array<[table: number, from: number, to: number]> = []
  const print = (text: string) =>
    lines.push(`${TASK}-7 [001] d.... ${lines.length}.000123: ${text}`)
  const range = (page: number, pages: number) => `IOMMU: iova=${hex(page)} - ${hex(page + pages)}`
  const unmap = (table: number, page: number, pages: number) => {
    print(`iova_to_phys: (f+0x0/0x1) ops=${TABLES[table]} iova=0x${(page * PAGE).toString(16)}`)
    print(`pgt_unmap: (f+0x0/0x1) ops=${TABLES[table]} iova=0x${(page * PAGE).toString(16)}`)
    print(`unmap: ${range(page, pages)} size=${pages * PAGE} unmapped_size=${pages * PAGE}`)
  }
  for (const { keep, off, page, pages, table } of moves) {
    const isFree = mapped.every(
      ([of, from, to]) => of !== table || to <= page || from >= page + pages,
    )
    if (!isFree) continue
    const paddr = page + off + 2 * G1
    print(`pgt_map: (f+0x0/0x1) ops=${TABLES[table]} iova=0x${(page * PAGE).toString(16)}`)
    print(`map: ${range(page, pages)} paddr=${hex(paddr)} size=${pages * PAGE}`)
    if (keep) mapped.push([table, page, page + pages])
    else unmap(table, page, pages)
  }
  // The first half alone of what was kept: ranges stay mapped at the end, and parts of them.
  for (const [table, from, to] of mapped.slice(0, mapped.length / 2 + 1)) {
    unmap(table, from, Math.ceil((to - from) / 2))
  }
  return lines.join('\n')
}

function hex(page: number): string {
  return `0x${(page * PAGE).toString(16).padStart(16, '0')}`
}

test('every count of every engine is the same, and no address or name is left', async () => {
  const moves = fc.array(move, { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(moves, fc.constantFrom(...MODES), (some, mode) =>
      requireSame(linesOf(some), { replay: { ...usualReplay(), mode } }),
    ),
    { numRuns: 5 },
  )
})

test('the same holds of a real trace, with lists grouped too', async () => {
  const path = join(tracesFolder(), 'arm64-6.1-strict-nvme_huge4m.txt.gz')
  const lines = gunzipSync(readFileSync(path)).toString().split('\n').slice(0, 120)
  await requireSame(lines.join('\n'), { lists: 'grouped' })
})

const AT = `${TASK}-7 [001] ..... 1.000000: `
const LIST = [
  `${AT}dma_map_sg: ${DEVICE} dir=TO_DEVICE dma_addrs={0xffe00000,0xffe01000,0xffe02000} sizes={0x1000,0x1000,0x2000} phys_addrs={0x10000000,0x10001000,0x20000000} attrs=`,
  `${AT}dma_map_phys: ${DEVICE} dir=FROM_DEVICE dma_addr=fffff200 size=512 phys_addr=123456200 attrs=`,
  `${AT}dma_unmap_sg: ${DEVICE} dir=TO_DEVICE phys_addrs={0x10000000,0x10001000,0x20000000} attrs=`,
]

test('scatter lists of dma events stay lists', async () => {
  await requireSame(LIST.join('\n'))
})

test('losses stay where they are', async () => {
  const text = [LIST[0], 'CPU:1 [LOST 12 EVENTS]', LIST[1]].join('\n')
  const { losses } = parseTrace(await withoutNames(text), 'own.txt')
  assert.deepEqual(
    losses.map(({ before, reason }) => [before, reason]),
    [[2, { kind: 'lost', lost: 12, who: 'CPU 0' }]],
  )
})

test('times begin at 0, or are none of the machine', async () => {
  const text = LIST.map((line, at) => line.replace('1.000000', `${500 + at}.250000`)).join('\n')
  const stamps = (written: string) =>
    [...written.matchAll(/ (\d+\.\d+): /g)].map(([, stamp]) => Number(stamp))
  assert.deepEqual(stamps(await withoutNames(text)), [0, 1, 2])
  assert.deepEqual(stamps(await withoutNames(text, false)).at(-1), 0.000002)
})
