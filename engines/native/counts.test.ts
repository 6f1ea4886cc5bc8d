/**
 * Every counter, outcome and leaf of the native tier equals tier ts, in every layout and mode; and
 * the build that is timed leaves the same leaves as the build that counts.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Counts,
  compileTape,
  type DomainConfig,
  EEXIST,
  ENOMEM,
  type Engine,
  GIB,
  KIB,
  MAP,
  MIB,
  type Op,
  type Operation,
  type Outcome,
  PAGE,
  PROT_READ,
  SILENT,
  type Tape,
  UNMAP,
} from '../contract/index.js'
import { CountingProbe } from '../probes/counting.js'
import { domainOf, PAGES_1G, PAGES_2M, PAGES_4K } from '../testing.js'
import { ReportingSession } from './reporting-session.js'
import { leavesOf, nativeEngines, skip, sumProbe, twinOf } from './testing.js'

const IOVA = 64 * GIB
const PADDR = 128 * GIB

interface Workload {
  domain: Partial<DomainConfig>
  tape: Tape
  /** Operations after which the most is mapped. */
  peak: number
}

const map = (iova: number, paddr: number, size: number, continues = false): Operation => ({
  op: MAP,
  iova,
  paddr,
  size,
  continues,
})
const unmap = (iova: number, size: number): Operation => ({ op: UNMAP, iova, paddr: 0, size })

/** Maps all, then unmaps all. */
function mapsThenUnmaps(maps: Operation[], unmaps: Operation[]): Pick<Workload, 'tape' | 'peak'> {
  const phases = [
    { op: 'map' as Op, timed: true, operations: maps },
    { op: 'unmap' as Op, timed: true, operations: unmaps },
  ]
  return { tape: compileTape(phases), peak: maps.length }
}

/** Three buffers side by side, `off` bytes from where iova and paddr are both aligned. */
function buffers(size: number, offIova: number, offPaddr: number): Pick<Workload, 'tape' | 'peak'> {
  const at = [0, 1, 2].map((slot) => slot * size)
  return mapsThenUnmaps(
    at.map((place) => map(IOVA + offIova + place, PADDR + offPaddr + place, size)),
    at.map((place) => unmap(IOVA + offIova + place, size)),
  )
}

const SIZES_2M = PAGES_4K | PAGES_2M
const ALL_SIZES = PAGES_4K | PAGES_2M | PAGES_1G

/** Segments of one page each, scattered so that no two lie side by side but the last two. */
const SCATTERED = Array.from({ length: 40 }, (_, at) =>
  map(IOVA + at * PAGE, PADDR + (at < 39 ? 3 * at : 3 * at - 2) * PAGE, PAGE, at > 0),
)

const WORKLOADS: Record<string, Workload> = {
  'keep: 4K pages that stay in their tables': {
    domain: { pgsizeBitmap: PAGES_4K },
    ...buffers(2 * MIB + 64 * KIB, 0, 0),
  },
  'free between pages: ranges on both sides of a table that goes': {
    domain: { pgsizeBitmap: SIZES_2M },
    ...buffers(4 * MIB, PAGE, 2 * PAGE),
  },
  'free: tables that an unmap covers': {
    domain: { pgsizeBitmap: ALL_SIZES },
    ...buffers(4 * MIB, 0, PAGE),
  },
  'block: 2M leaves': { domain: { pgsizeBitmap: SIZES_2M }, ...buffers(8 * MIB, 0, 0) },
  'block: 1G leaves': { domain: { pgsizeBitmap: ALL_SIZES }, ...buffers(2 * GIB, 0, 0) },
  'mixed: pages and blocks, head and tail': {
    domain: { pgsizeBitmap: ALL_SIZES },
    ...buffers(GIB + 5 * MIB, 3 * PAGE, 3 * PAGE),
  },
  'a head, one block and nothing behind it': {
    domain: { pgsizeBitmap: SIZES_2M },
    ...mapsThenUnmaps(
      [map(IOVA + 2 * MIB - PAGE, PADDR + 2 * MIB - PAGE, 2 * MIB + PAGE)],
      [unmap(IOVA + 2 * MIB - PAGE, 2 * MIB + PAGE)],
    ),
  },
  'not co-aligned': { domain: { pgsizeBitmap: SIZES_2M }, ...buffers(6 * MIB, 0, 5 * PAGE) },
  'lazy: a flush queue, tables that go': {
    domain: { pgsizeBitmap: ALL_SIZES, strict: false },
    ...buffers(4 * MIB, 0, PAGE),
  },
  'non-coherent: ptes and tables are written back': {
    domain: { pgsizeBitmap: ALL_SIZES, coherent: false },
    ...buffers(2 * MIB + 12 * PAGE, 3 * PAGE, 4 * PAGE),
  },
  'a scatter list of pages': {
    domain: { pgsizeBitmap: SIZES_2M },
    ...mapsThenUnmaps(SCATTERED, [unmap(IOVA, 40 * PAGE)]),
  },
  'a scatter list that is non-coherent and lazy': {
    domain: { pgsizeBitmap: PAGES_4K, coherent: false, strict: false },
    ...mapsThenUnmaps(SCATTERED, [unmap(IOVA, 40 * PAGE)]),
  },
  'a map that meets a page, and is rolled back': {
    domain: { pgsizeBitmap: SIZES_2M },
    ...mapsThenUnmaps(
      [map(IOVA + 3 * MIB, PADDR, PAGE), map(IOVA, PADDR + PAGE, 4 * MIB)],
      [unmap(IOVA + 3 * MIB, PAGE)],
    ),
  },
  'a map that gets no table, and is rolled back': {
    domain: { pgsizeBitmap: PAGES_4K, maxTables: 6 },
    ...mapsThenUnmaps([map(IOVA, PADDR, 8 * MIB), map(IOVA, PADDR, 2 * MIB)], [unmap(IOVA, MIB)]),
  },
  'a part of a block, and holes': {
    domain: { pgsizeBitmap: ALL_SIZES },
    ...mapsThenUnmaps(
      [map(IOVA, PADDR, GIB), map(IOVA + 2 * GIB, PADDR, 16 * PAGE)],
      [
        unmap(IOVA + 7 * PAGE, 9 * PAGE),
        unmap(IOVA, 2 * MIB),
        unmap(IOVA + 2 * GIB, 4 * PAGE),
        unmap(IOVA + 2 * GIB, 16 * PAGE),
      ],
    ),
  },
  'stage-1 and stage-2 roots at their ends': {
    domain: { ias: 40, oas: 40, pgsizeBitmap: ALL_SIZES },
    ...mapsThenUnmaps(
      [map(2 ** 39 - 2 * MIB, GIB, 4 * MIB), map(2 ** 40 - 64 * KIB, 4 * GIB, 64 * KIB)],
      [unmap(2 ** 39 - 2 * MIB, 4 * MIB), unmap(2 ** 40 - 64 * KIB, 64 * KIB)],
    ),
  },
}

interface Seen {
  outcomes: Outcome[]
  counts: Counts[]
  leavesAtPeak: number[]
  leavesAtEnd: number[]
}

/** Two cycles of a workload, with what each phase came to and counted. */
function see(
  engine: Engine,
  { domain, peak, tape }: Workload,
  probe: Parameters<Engine['open']>[1],
  take: () => Counts,
): Seen {
  const session = engine.open(domainOf(domain), probe)
  const seen: Seen = { outcomes: [], counts: [take()], leavesAtPeak: [], leavesAtEnd: [] }
  for (let cycle = 0; cycle < 2; cycle++) {
    for (const { op, from, to } of tape.phases) {
      const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
      if (op === 'map') session.runMaps(tape, from, to, outcome)
      else session.runUnmaps(tape, from, to, outcome)
      seen.outcomes.push(outcome)
      seen.counts.push(take())
      if (to === peak) seen.leavesAtPeak = leavesOf(session)
    }
  }
  seen.leavesAtEnd = leavesOf(session)
  assert.equal(session.leakedTables(), 0)
  session.close()
  return seen
}

const plain = nativeEngines.filter(({ variant }) => variant.name === '')

for (const [name, workload] of Object.entries(WORKLOADS)) {
  test(`counts, outcomes and leaves equal tier ts: ${name}`, { skip }, () => {
    for (const engine of plain) {
      const expected = new CountingProbe()
      const of = see(twinOf(engine), workload, expected, () => expected.take())
      assert.ok(of.leavesAtPeak.length > 0)

      const sums = sumProbe()
      assert.deepEqual(
        see(engine, workload, sums.probe, sums.take),
        of,
        `${engine.id}, counts as a whole`,
      )
      const events = new CountingProbe()
      assert.deepEqual(
        see(engine, workload, events, () => events.take()),
        of,
        `${engine.id}, event by event`,
      )
    }
  })

  test(`the builds that are timed do the same: ${name}`, { skip }, () => {
    const none = () => ({})
    const ofTwins = new Map<Engine, Seen>()
    for (const engine of nativeEngines) {
      const twin = twinOf(engine)
      const expected = ofTwins.get(twin) ?? see(twin, workload, SILENT, none)
      ofTwins.set(twin, expected)
      assert.deepEqual(see(engine, workload, SILENT, none), expected, engine.id)
    }
  })
}

test('what one session counted and nobody took is not what the next one counts', { skip }, () => {
  const opening = () => {
    const { probe, take } = sumProbe()
    const session = plain[0].open(domainOf({ pgsizeBitmap: PAGES_4K }), probe)
    return { session, counts: take() }
  }
  const { counts, session } = opening()
  assert.ok(session instanceof ReportingSession)
  assert.equal(session.mapAs(GIB, GIB, PAGE, PROT_READ), 0)
  session.close()
  const next = opening()
  assert.deepEqual(next.counts, counts)
  next.session.close()
})

test('the workloads end as they are meant to', { skip }, () => {
  const errors = new Set(
    Object.values(WORKLOADS).flatMap((workload) =>
      see(plain[1], workload, SILENT, () => ({})).outcomes.map(({ error }) => error),
    ),
  )
  assert.deepEqual([...errors].sort(), [-ENOMEM, -EEXIST, 0].sort())
})
