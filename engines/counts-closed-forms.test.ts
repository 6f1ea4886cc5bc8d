/**
 * What each call shape counts for one buffer, mapped into an empty address space and unmapped again,
 * follows from three things: its leaves, the pieces that its unmap is cut into, and the tables above
 * them. Each form is told in words in the test's name and worked out from a greedy decomposition of
 * its own, over random buffers, page sizes, co-alignments and modes.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  COUNTER_NAMES,
  type Counter,
  type Counts,
  type DomainConfig,
  type Engine,
  GIB,
  KIB,
  MIB,
  PAGE,
} from './contract/index.js'
import { BUILT_IN_ENGINES } from './registry.js'
import { CountedSession, domainOf } from './testing.js'

const SEED = 1
const BUFFERS = 60

const SIZES = [GIB, 2 * MIB, 4 * KIB]
const ENTRIES = 512
const PTES_PER_LINE = 8
const LINES_PER_TABLE = 64

/** A leaf of a map, or a piece that an unmap takes at once. */
interface Page {
  iova: number
  size: number
}

/** A buffer, cut up. */
interface Cut {
  engine: Engine
  domain: DomainConfig
  leaves: Page[]
  pieces: Page[]
}

interface Buffer {
  iova: number
  paddr: number
  size: number
}

/** The largest page that fits, one after the other. */
function greedy(bitmap: number, { iova, paddr, size }: Buffer): Page[] {
  const pages: Page[] = []
  for (let done = 0; done < size; ) {
    const fits = (page: number) =>
      (bitmap & page) !== 0 &&
      (iova + done) % page === 0 &&
      (paddr + done) % page === 0 &&
      done + page <= size
    const page = SIZES.find(fits)
    if (page === undefined) throw new Error('no page fits')
    pages.push({ iova: iova + done, size: page })
    done += page
  }
  return pages
}

/** Pages side by side of one size; cut where their table ends, if `perTable`. */
function runsOf(pages: readonly Page[], perTable: boolean): Page[][] {
  const runs: Page[][] = []
  for (const page of pages) {
    const run = runs[runs.length - 1]
    const goesOn = run !== undefined && run[0].size === page.size
    const tableEnds = perTable && page.iova % (page.size * ENTRIES) === 0
    if (goesOn && !tableEnds) run.push(page)
    else runs.push([page])
  }
  return runs
}

/** Levels from the root to the tables of pages of `size`, both included. */
function depth({ domain, engine }: Cut, size: number): number {
  const bits = domain.ias - 12
  let levels = Math.ceil(bits / 9)
  // Stage 2 takes up to 16 tables side by side instead of a fourth level of no more entries.
  if (engine.format === 'arm-lpae-4k-s2' && levels === 4 && bits - 27 <= 4) levels--
  return levels - (2 - SIZES.indexOf(size))
}

/** Tables on the way to `pages`, the root included, each once. */
function tablesOver(cut: Cut, pages: readonly Page[]): Set<string> {
  const tables = new Set<string>(['root'])
  for (const { iova, size } of pages) {
    let span = size * ENTRIES
    for (let below = depth(cut, size) - 1; below > 0; below--) {
      tables.add(`${span}@${Math.floor(iova / span)}`)
      span *= ENTRIES
    }
  }
  return tables
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Pieces that find a leaf of their own size, and pieces that find a table. */
function leafPieces({ leaves, pieces }: Cut): Page[] {
  const found = new Set(leaves.map(({ iova, size }) => `${size}@${iova}`))
  return pieces.filter(({ iova, size }) => found.has(`${size}@${iova}`))
}

function tablePieces(cut: Cut): Page[] {
  const leaves = new Set(leafPieces(cut))
  return cut.pieces.filter((piece) => !leaves.has(piece))
}

/** Tables that the table pieces lead to, themselves included. */
function tablesWithin(cut: Cut, covered: readonly Page[]): number {
  return [...tablesOver(cut, cut.leaves)].filter((name) => {
    if (name === 'root') return false
    const [span, number] = name.split('@').map(Number)
    const begin = span * number
    return covered.some(({ iova, size }) => iova <= begin && begin + span <= iova + size)
  }).length
}

/** Tables whose span is a page size of the domain, that the whole buffer covers. */
function coveredTables(cut: Cut): Array<{ span: number; number: number }> {
  const first = cut.pieces[0].iova
  const end = first + sum(cut.pieces.map(({ size }) => size))
  return [...tablesOver(cut, cut.leaves)]
    .filter((name) => name !== 'root')
    .map((name) => {
      const [span, number] = name.split('@').map(Number)
      return { span, number }
    })
    .filter(
      ({ span, number }) => first <= span * number && span * (number + 1) <= end && span <= GIB,
    )
}

/** Cache lines that the ptes of a run of one table lie in. */
function lines(run: readonly Page[]): number {
  const entry = ({ iova, size }: Page) => Math.floor(iova / size) % ENTRIES
  const first = Math.floor(entry(run[0]) / PTES_PER_LINE)
  const last = Math.floor((entry(run[0]) + run.length - 1) / PTES_PER_LINE)
  return last - first + 1
}

/** The runs of entries that a range-wise unmap clears, one for each table that it clears any in. */
function clearedRuns(cut: Cut): Page[][] {
  const tables = removedTables(cut).map(({ span, number }) => ({ iova: span * number, size: span }))
  const runs = new Map<string, Page[]>()
  for (const entry of [...cut.leaves, ...tables].sort((a, b) => a.iova - b.iova)) {
    const table = `${entry.size}@${Math.floor(entry.iova / (entry.size * ENTRIES))}`
    runs.set(table, [...(runs.get(table) ?? []), entry])
  }
  return [...runs.values()]
}

/** Of the tables that the buffer covers, those of a page size of the domain, and all below them. */
function removedTables(cut: Cut): Array<{ span: number; number: number }> {
  const covered = coveredTables(cut)
  const gone = covered.filter(({ span }) => (cut.domain.pgsizeBitmap & span) !== 0)
  return covered.filter(({ span, number }) =>
    gone.some(
      (table) =>
        table.span * table.number <= span * number &&
        span * (number + 1) <= table.span * (table.number + 1),
    ),
  )
}

/** Times that the gather cannot take the next leaf: a gap behind the last one, or another size. */
function breaks(pages: readonly Page[]): number {
  return pages.filter((page, nth) => {
    const last = pages[nth - 1]
    return last !== undefined && (last.size !== page.size || last.iova + last.size !== page.iova)
  }).length
}

const inTable = (pages: readonly Page[]) => runsOf(pages, true)
const acrossTables = (pages: readonly Page[]) => runsOf(pages, false)
const whenWrittenBack = (cut: Cut, count: number) => (cut.domain.coherent ? 0 : count)
const whenStrict = (cut: Cut, count: number) => (cut.domain.strict ? count : 0)

const A_PAGE_A_CALL = ['asymmetric', 'per-page', 'driver-pages', 'unmap-pages']
const A_RUN_A_CALL = ['map-unmap-pages']
const A_WALK_A_PAGE = ['rewalk']
const ACROSS_TABLES = ['whole-run', 'layered-rollback']
const ONE_CALL = ['punt', 'punt-range', 'map-sg']
const ONE_RANGE = ['punt-range', 'map-sg']
const ALL = [...A_PAGE_A_CALL, ...A_RUN_A_CALL, ...A_WALK_A_PAGE, ...ACROSS_TABLES, ...ONE_CALL]
const PIECE_BY_PIECE = ALL.filter((shape) => !ONE_RANGE.includes(shape))

interface Form {
  words: string
  op: 'map' | 'unmap'
  shapes: readonly string[]
  counters: readonly Counter[]
  value: (cut: Cut) => number
}

const CALLS: readonly Counter[] = ['driverCalls', 'tableCalls', 'walks']

const FORMS: readonly Form[] = [
  {
    words: 'calls, walks and barriers = leaves',
    op: 'map',
    shapes: A_PAGE_A_CALL,
    counters: [...CALLS, 'writeBarriers'],
    value: ({ leaves }) => leaves.length,
  },
  {
    words: 'calls, walks and barriers = runs of equal leaves, cut at the ends of leaf tables',
    op: 'map',
    shapes: A_RUN_A_CALL,
    counters: [...CALLS, 'writeBarriers'],
    value: ({ leaves }) => inTable(leaves).length,
  },
  {
    words: 'calls = runs of equal leaves, across tables',
    op: 'map',
    shapes: A_WALK_A_PAGE,
    counters: ['driverCalls', 'tableCalls'],
    value: ({ leaves }) => acrossTables(leaves).length,
  },
  {
    words: 'walks and barriers = leaves',
    op: 'map',
    shapes: A_WALK_A_PAGE,
    counters: ['walks', 'writeBarriers'],
    value: ({ leaves }) => leaves.length,
  },
  {
    words: 'calls, walks and barriers = runs of equal leaves, across tables',
    op: 'map',
    shapes: ACROSS_TABLES,
    counters: [...CALLS, 'writeBarriers'],
    value: ({ leaves }) => acrossTables(leaves).length,
  },
  {
    words: 'calls, walks and barriers = 1',
    op: 'map',
    shapes: ONE_CALL,
    counters: [...CALLS, 'writeBarriers'],
    value: () => 1,
  },
  {
    words: 'levels and pte reads = the depths of all leaves',
    op: 'map',
    shapes: [...A_PAGE_A_CALL, ...A_WALK_A_PAGE],
    counters: ['levels', 'pteReads'],
    value: (cut) => sum(cut.leaves.map(({ size }) => depth(cut, size))),
  },
  {
    words: 'levels = the depths of all runs',
    op: 'map',
    shapes: A_RUN_A_CALL,
    counters: ['levels'],
    value: (cut) => sum(inTable(cut.leaves).map(([{ size }]) => depth(cut, size))),
  },
  {
    words: 'pte reads = leaves + the depths of all runs less one',
    op: 'map',
    shapes: A_RUN_A_CALL,
    counters: ['pteReads'],
    value: (cut) =>
      cut.leaves.length + sum(inTable(cut.leaves).map(([{ size }]) => depth(cut, size) - 1)),
  },
  {
    words: 'levels = tables above each run, once a run',
    op: 'map',
    shapes: ACROSS_TABLES,
    counters: ['levels'],
    value: (cut) => sum(acrossTables(cut.leaves).map((run) => tablesOver(cut, run).size)),
  },
  {
    words: 'pte reads = leaves + tables above each run, once a run, the root left out',
    op: 'map',
    shapes: ACROSS_TABLES,
    counters: ['pteReads'],
    value: (cut) =>
      cut.leaves.length + sum(acrossTables(cut.leaves).map((run) => tablesOver(cut, run).size - 1)),
  },
  {
    words: 'levels = tables above the leaves',
    op: 'map',
    shapes: ONE_CALL,
    counters: ['levels'],
    value: (cut) => tablesOver(cut, cut.leaves).size,
  },
  {
    words: 'pte reads = leaves + tables above them, the root left out',
    op: 'map',
    shapes: ONE_CALL,
    counters: ['pteReads'],
    value: (cut) => cut.leaves.length + tablesOver(cut, cut.leaves).size - 1,
  },
  {
    words:
      'tables allocated, compare-and-swaps, publishing barriers = tables above the leaves, the root left out',
    op: 'map',
    shapes: ALL,
    counters: ['tableAllocs', 'pteCas', 'publishBarriers'],
    value: (cut) => tablesOver(cut, cut.leaves).size - 1,
  },
  {
    words: 'pte writes = leaves, and a mark in each table entry where ptes are written back',
    op: 'map',
    shapes: ALL,
    counters: ['pteWrites'],
    value: (cut) => cut.leaves.length + whenWrittenBack(cut, tablesOver(cut, cut.leaves).size - 1),
  },
  {
    words: 'page leaves = leaves of 4K',
    op: 'map',
    shapes: ALL,
    counters: ['pageLeaves'],
    value: ({ leaves }) => leaves.filter(({ size }) => size === PAGE).length,
  },
  {
    words: 'block leaves = leaves of 2M and 1G',
    op: 'map',
    shapes: ALL,
    counters: ['blockLeaves'],
    value: ({ leaves }) => leaves.filter(({ size }) => size > PAGE).length,
  },
  {
    words: 'write-backs = leaves + table entries',
    op: 'map',
    shapes: [...A_PAGE_A_CALL, ...A_WALK_A_PAGE],
    counters: ['writeBacks'],
    value: (cut) => whenWrittenBack(cut, cut.leaves.length + tablesOver(cut, cut.leaves).size - 1),
  },
  {
    words: 'write-backs = runs of equal leaves in one table + table entries',
    op: 'map',
    shapes: [...A_RUN_A_CALL, ...ACROSS_TABLES, ...ONE_CALL],
    counters: ['writeBacks'],
    value: (cut) =>
      whenWrittenBack(cut, inTable(cut.leaves).length + tablesOver(cut, cut.leaves).size - 1),
  },
  {
    words: 'lines written back = one a leaf + one and a whole table for each table',
    op: 'map',
    shapes: [...A_PAGE_A_CALL, ...A_WALK_A_PAGE],
    counters: ['writeBackLines'],
    value: (cut) =>
      whenWrittenBack(
        cut,
        cut.leaves.length + (tablesOver(cut, cut.leaves).size - 1) * (1 + LINES_PER_TABLE),
      ),
  },
  {
    words:
      'lines written back = those that each run lies in + one and a whole table for each table',
    op: 'map',
    shapes: [...A_RUN_A_CALL, ...ACROSS_TABLES, ...ONE_CALL],
    counters: ['writeBackLines'],
    value: (cut) =>
      whenWrittenBack(
        cut,
        sum(inTable(cut.leaves).map(lines)) +
          (tablesOver(cut, cut.leaves).size - 1) * (1 + LINES_PER_TABLE),
      ),
  },
  {
    words: 'nothing is invalidated, cleared, freed or translated',
    op: 'map',
    shapes: ALL,
    counters: [
      'leafClears',
      'tlbAdds',
      'rangeAdds',
      'flushWalks',
      'forcedSyncs',
      'finalSyncs',
      'tableFrees',
      'iovaToPhys',
    ],
    value: () => 0,
  },

  {
    words: 'calls and walks = pieces',
    op: 'unmap',
    shapes: ['per-page'],
    counters: CALLS,
    value: ({ pieces }) => pieces.length,
  },
  {
    words: 'calls and walks = runs of equal pieces, cut at the ends of their tables',
    op: 'unmap',
    shapes: ['asymmetric', 'unmap-pages', 'map-unmap-pages'],
    counters: CALLS,
    value: ({ pieces }) => inTable(pieces).length,
  },
  {
    words: 'driver calls = runs of equal pieces, across tables',
    op: 'unmap',
    shapes: ['driver-pages', 'rewalk'],
    counters: ['driverCalls'],
    value: ({ pieces }) => acrossTables(pieces).length,
  },
  {
    words: 'table calls and walks = pieces',
    op: 'unmap',
    shapes: ['driver-pages'],
    counters: ['tableCalls', 'walks'],
    value: ({ pieces }) => pieces.length,
  },
  {
    words: 'table calls = runs of equal pieces, across tables',
    op: 'unmap',
    shapes: ['rewalk'],
    counters: ['tableCalls'],
    value: ({ pieces }) => acrossTables(pieces).length,
  },
  {
    words: 'walks = pieces',
    op: 'unmap',
    shapes: ['rewalk'],
    counters: ['walks'],
    value: ({ pieces }) => pieces.length,
  },
  {
    words: 'calls and walks = runs of equal pieces, across tables',
    op: 'unmap',
    shapes: ACROSS_TABLES,
    counters: CALLS,
    value: ({ pieces }) => acrossTables(pieces).length,
  },
  {
    words: 'calls and walks = 1',
    op: 'unmap',
    shapes: ONE_CALL,
    counters: CALLS,
    value: () => 1,
  },
  {
    words: 'levels = the depths of all pieces',
    op: 'unmap',
    shapes: ['per-page', 'driver-pages', 'rewalk'],
    counters: ['levels'],
    value: (cut) => sum(cut.pieces.map(({ size }) => depth(cut, size))),
  },
  {
    words:
      'pte reads = pieces + their depths: the last pte is read by the walk and by the clearing',
    op: 'unmap',
    shapes: ['per-page', 'driver-pages', 'rewalk'],
    counters: ['pteReads'],
    value: (cut) =>
      cut.pieces.length + sum(cut.pieces.map(({ size }) => depth(cut, size))) + tablesRead(cut),
  },
  {
    words: 'levels = the depths of all runs',
    op: 'unmap',
    shapes: ['asymmetric', 'unmap-pages', 'map-unmap-pages'],
    counters: ['levels'],
    value: (cut) => sum(inTable(cut.pieces).map(([{ size }]) => depth(cut, size))),
  },
  {
    words: 'pte reads = pieces + the depths of all runs',
    op: 'unmap',
    shapes: ['unmap-pages', 'map-unmap-pages'],
    counters: ['pteReads'],
    value: (cut) =>
      cut.pieces.length +
      sum(inTable(cut.pieces).map(([{ size }]) => depth(cut, size))) +
      tablesRead(cut),
  },
  {
    words: 'pte reads = pieces + the depths of all runs less one',
    op: 'unmap',
    shapes: ['asymmetric'],
    counters: ['pteReads'],
    value: (cut) =>
      cut.pieces.length +
      sum(inTable(cut.pieces).map(([{ size }]) => depth(cut, size) - 1)) +
      tablesRead(cut),
  },
  {
    words: 'levels = tables above each run, once a run',
    op: 'unmap',
    shapes: ACROSS_TABLES,
    counters: ['levels'],
    value: (cut) => sum(acrossTables(cut.pieces).map((run) => tablesOver(cut, run).size)),
  },
  {
    words: 'pte reads = pieces + tables above each run, once a run, the root left out',
    op: 'unmap',
    shapes: ACROSS_TABLES,
    counters: ['pteReads'],
    value: (cut) =>
      cut.pieces.length +
      sum(acrossTables(cut.pieces).map((run) => tablesOver(cut, run).size - 1)) +
      tablesRead(cut),
  },
  {
    words: 'levels = tables above the pieces',
    op: 'unmap',
    shapes: ['punt'],
    counters: ['levels'],
    value: (cut) => tablesOver(cut, cut.pieces).size,
  },
  {
    words: 'pte reads = pieces + tables above them, the root left out',
    op: 'unmap',
    shapes: ['punt'],
    counters: ['pteReads'],
    value: (cut) => cut.pieces.length + tablesOver(cut, cut.pieces).size - 1 + tablesRead(cut),
  },
  {
    words: 'levels = tables above the leaves',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['levels'],
    value: (cut) => tablesOver(cut, cut.leaves).size,
  },
  {
    words: 'pte reads = leaves + tables above them, the root left out',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['pteReads'],
    value: (cut) => cut.leaves.length + tablesOver(cut, cut.leaves).size - 1,
  },
  {
    words: 'pte writes = pieces',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['pteWrites'],
    value: ({ pieces }) => pieces.length,
  },
  {
    words: 'leaves cleared = pieces that are leaves',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['leafClears'],
    value: (cut) => leafPieces(cut).length,
  },
  {
    words: 'tlb adds = pieces that are leaves, none where lazy',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['tlbAdds'],
    value: (cut) => whenStrict(cut, leafPieces(cut).length),
  },
  {
    words:
      'forced syncs = pieces that are leaves, behind a gap or of another size than the one before',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['forcedSyncs'],
    value: (cut) => whenStrict(cut, breaks(leafPieces(cut))),
  },
  {
    words: 'flushed walks = pieces that are tables',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['flushWalks'],
    value: (cut) => tablePieces(cut).length,
  },
  {
    words: 'tables freed = pieces that are tables, and the tables below them',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['tableFrees'],
    value: (cut) => tablesWithin(cut, tablePieces(cut)),
  },
  {
    words: 'write-backs and their lines = pieces',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['writeBacks', 'writeBackLines'],
    value: (cut) => whenWrittenBack(cut, cut.pieces.length),
  },
  {
    words: 'no range is added',
    op: 'unmap',
    shapes: PIECE_BY_PIECE,
    counters: ['rangeAdds'],
    value: () => 0,
  },
  {
    words: 'leaves cleared = leaves',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['leafClears'],
    value: ({ leaves }) => leaves.length,
  },
  {
    words: 'one range is added, none where lazy',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['rangeAdds'],
    value: (cut) => whenStrict(cut, 1),
  },
  {
    words: 'no tlb add, no forced sync, no flushed walk',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['tlbAdds', 'forcedSyncs', 'flushWalks'],
    value: () => 0,
  },
  {
    words: 'pte writes = leaves + covered tables of a page size, and the tables below them',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['pteWrites'],
    value: (cut) => cut.leaves.length + removedTables(cut).length,
  },
  {
    words: 'tables freed = covered tables of a page size, and the tables below them',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['tableFrees'],
    value: (cut) => removedTables(cut).length,
  },
  {
    words: 'write-backs = tables in which entries were cleared',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['writeBacks'],
    value: (cut) => whenWrittenBack(cut, clearedRuns(cut).length),
  },
  {
    words: 'lines written back = those that the cleared entries of each table lie in',
    op: 'unmap',
    shapes: ONE_RANGE,
    counters: ['writeBackLines'],
    value: (cut) => whenWrittenBack(cut, sum(clearedRuns(cut).map(lines))),
  },
  {
    words: 'final syncs = 1, none where lazy',
    op: 'unmap',
    shapes: ALL,
    counters: ['finalSyncs'],
    value: (cut) => whenStrict(cut, 1),
  },
  {
    words: 'nothing is mapped, allocated, published, ordered or translated',
    op: 'unmap',
    shapes: ALL,
    counters: [
      'pageLeaves',
      'blockLeaves',
      'tableAllocs',
      'pteCas',
      'publishBarriers',
      'writeBarriers',
      'iovaToPhys',
    ],
    value: () => 0,
  },
]

/** ptes read to find the tables below a table that goes: all of it, unless it holds pages only. */
function tablesRead(cut: Cut): number {
  return tablePieces(cut).filter(({ size }) => size === GIB).length * ENTRIES
}

/** Random buffers: any offset in 2M, co-aligned to 1G, 2M, 64K or a page, over 1G boundaries too. */
const BUFFER = fc
  .record({
    pgsizeBitmap: fc.constantFrom(
      4 * KIB,
      (4 * KIB) | (2 * MIB),
      (4 * KIB) | (2 * MIB) | GIB,
      (4 * KIB) | (2 * MIB) | GIB,
      (4 * KIB) | GIB,
    ),
    ias: fc.constantFrom(48, 44, 40, 39, 36, 32),
    coherent: fc.boolean(),
    strict: fc.boolean(),
    base: fc.constantFrom(0, GIB - 4 * MIB, GIB - 2 * MIB, 2 * GIB, 3 * GIB - 2 * MIB),
    offset: fc.oneof(fc.constant(0), fc.nat(511)),
    off: fc.constantFrom(0, 0, 0, PAGE, 64 * KIB, 2 * MIB, 512 * MIB),
    pages: fc.oneof(
      fc.nat(40),
      fc.nat(1500),
      fc.nat(4).map((blocks) => (blocks + 1) * 512 - 1),
    ),
    gigabytes: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ base, gigabytes, ias, off, offset, pages, pgsizeBitmap, ...mode }) => {
    const blocks = (pgsizeBitmap & (2 * MIB)) !== 0 && off % (2 * MIB) === 0 ? gigabytes : 0
    const size = Math.min((1 + pages) * PAGE + blocks * GIB, 2 ** ias - base - offset * PAGE)
    const iova = base + offset * PAGE
    return {
      domain: domainOf({ ias, pgsizeBitmap, ...mode }),
      buffer: { iova, paddr: 8 * GIB + iova + off, size },
    }
  })

interface Counted {
  map: Counts
  unmap: Counts
}

function countsOf(engine: Engine, domain: DomainConfig, buffer: Buffer): Counted {
  const session = new CountedSession(engine, domain)
  const map = session.map(buffer.iova, buffer.paddr, buffer.size)
  const unmap = session.unmap(buffer.iova, buffer.size)
  assert.deepEqual([map.error, map.bytes, unmap.bytes], [0, buffer.size, buffer.size])
  return { map: map.counts, unmap: unmap.counts }
}

function cutUp(engine: Engine, domain: DomainConfig, buffer: Buffer): Cut {
  const leaves = greedy(domain.pgsizeBitmap, buffer)
  const pieces = greedy(domain.pgsizeBitmap, { ...buffer, paddr: buffer.iova })
  return { engine, domain, leaves, pieces }
}

/** One sample of buffers for all forms, each counted once an engine. */
const samples = fc.sample(BUFFER, { numRuns: BUFFERS, seed: SEED })
const counted = new Map<Engine, Array<Cut & Counted & { buffer: Buffer }>>()

function countedOn(engine: Engine): Array<Cut & Counted & { buffer: Buffer }> {
  const known = counted.get(engine)
  if (known !== undefined) return known
  const fresh = samples.map(({ domain, buffer }) => ({
    buffer,
    ...cutUp(engine, domain, buffer),
    ...countsOf(engine, domain, buffer),
  }))
  counted.set(engine, fresh)
  return fresh
}

for (const { counters, op, shapes, value, words } of FORMS) {
  test(`${op}, ${shapes.join(', ')}: ${words}`, () => {
    for (const engine of BUILT_IN_ENGINES.filter(({ shape }) => shapes.includes(shape))) {
      for (const sample of countedOn(engine)) {
        const expected = value(sample)
        for (const counter of counters) {
          const { buffer, domain } = sample
          assert.equal(
            sample[op][counter],
            expected,
            `${engine.id}: ${counter} of ${JSON.stringify({ buffer, domain })}, seed ${SEED}`,
          )
        }
      }
    }
  })
}

test('every counter of every built-in engine has a form, for map and unmap', () => {
  for (const { shape } of BUILT_IN_ENGINES) {
    for (const op of ['map', 'unmap'] as const) {
      const told = FORMS.filter((form) => form.op === op && form.shapes.includes(shape))
      const counters = told.flatMap((form) => form.counters)
      assert.deepEqual([...counters].sort(), [...COUNTER_NAMES].sort(), `${op} of ${shape}`)
    }
  }
})
