/**
 * What each call shape counts for one buffer, mapped into an empty address space and unmapped again,
 * follows from three things: its leaves, the pieces that its unmap is cut into, and the tables above
 * them. Each form is put in words in the test's name and worked out from a greedy decomposition of
 * its own, over random buffers, page sizes, co-alignments and modes.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Counter,
  type Counts,
  countersOf,
  type DomainConfig,
  type Engine,
  GIB,
  KIB,
  MIB,
  PAGE,
} from './contract/index.js'
import {
  type Buffer,
  type Cut,
  depth,
  gathered,
  goneRuns,
  greedy,
  leafPieces,
  lines,
  type Page,
  removedTables,
  runsOf,
  sum,
  tablePieces,
  tablesDropped,
  tablesOver,
  tablesRead,
} from './model/cut.js'
import { BUILT_IN_ENGINES } from './registry.js'
import { CountedSession, domainOf } from './testing.js'

const SEED = 1
const BUFFERS = 60

const LINES_PER_TABLE = 64

/** A range command takes five bits of the number of pages, from its lowest bit that is set; and a sync. */
function rangeCommands(pages: number): number {
  const bits = [...pages.toString(2)].reverse().join('')
  return 1 + (bits.match(/1.{0,4}/g) ?? []).length
}

/** One range where up to 32 units of a power of two make up the pages, else two; and a sync. */
function twoRangeCommands(pages: number): number {
  const units = [...Array(40).keys()].map((scale) => pages / 2 ** scale)
  return units.some((count) => Number.isInteger(count) && count <= 32) ? 2 : 3
}

/** Commands for the ranges that an unmap gathers, each of one page size, and for walks that it flushes. */
function commands(
  cut: Cut,
  ranges: ReadonlyArray<readonly Page[]>,
  flushed: readonly Page[],
  forPages: (pages: number) => number,
): number {
  const gathers = ranges.map((range) => forPages(range.length))
  const tables = flushed.map(({ size }) => forPages(size / PAGE))
  return whenStrict(cut, sum(gathers)) + sum(tables)
}

const bytesOf = (pages: readonly Page[]) => sum(pages.map(({ size }) => size))
const inTable = (pages: readonly Page[]) => runsOf(pages, true)
const acrossTables = (pages: readonly Page[]) => runsOf(pages, false)
/** Leaves that an unmap finds, in runs of one table without a table between them. */
const leafRuns = (cut: Cut) => gathered(leafPieces(cut)).flatMap(inTable)
const whenWrittenBack = (cut: Cut, count: number) => (cut.domain.coherent ? 0 : count)
const whenStrict = (cut: Cut, count: number) => (cut.domain.strict ? count : 0)

const A_PAGE_A_CALL = ['asymmetric', 'per-page', 'driver-pages', 'unmap-pages']
const A_RUN_A_CALL = ['map-unmap-pages', 'run-write-back', 'range-gather']
const A_WALK_A_PAGE = ['rewalk']
const ACROSS_TABLES = ['whole-run', 'layered-rollback']
const DROPPING_IN_ONE_CALL = ['punt', 'punt-range', 'map-sg']
const CLEAR_FIRST = ['clear-first']
const ONE_CALL = [...DROPPING_IN_ONE_CALL, ...CLEAR_FIRST]
const ALL = [...A_PAGE_A_CALL, ...A_RUN_A_CALL, ...A_WALK_A_PAGE, ...ACROSS_TABLES, ...ONE_CALL]
/** A table that a piece covers goes unread. */
const DROPPING = ALL.filter((shape) => !CLEAR_FIRST.includes(shape))
const RANGE_A_CALL = ['range-gather']
const RANGE_A_STRETCH = ['punt-range', 'map-sg']
const RANGES = [...RANGE_A_CALL, ...RANGE_A_STRETCH, ...CLEAR_FIRST]
const ADD_A_LEAF = ALL.filter((shape) => !RANGES.includes(shape))
const WRITE_BACK_A_PTE = [...A_PAGE_A_CALL, ...A_WALK_A_PAGE, 'map-unmap-pages']
const WRITE_BACK_A_RUN = DROPPING.filter((shape) => !WRITE_BACK_A_PTE.includes(shape))

interface Form {
  words: string
  op: 'map' | 'unmap'
  shapes: readonly string[]
  counters: readonly Counter[]
  value: (cut: Cut) => number
}

const CALLS: readonly Counter[] = ['driverCalls', 'tableCalls', 'walks']

/** Commands for what is gathered: `words` tell of which ranges and flushed walks. */
function commandsOf(
  words: string,
  shapes: readonly string[],
  ranges: (cut: Cut) => Page[][],
  flushed: (cut: Cut) => Page[],
): Form[] {
  const form = { op: 'unmap', shapes } as const
  return [
    {
      ...form,
      words: `commands without ranges = for ${words}, a page each and a sync`,
      counters: ['tlbiPerPage', 'tlbiList'],
      value: (cut) => commands(cut, ranges(cut), flushed(cut), (pages) => pages + 1),
    },
    {
      ...form,
      words: `commands with ranges = for ${words}, five bits of its pages each and a sync`,
      counters: ['tlbiRange'],
      value: (cut) => commands(cut, ranges(cut), flushed(cut), rangeCommands),
    },
    {
      ...form,
      words: `commands with two ranges = for ${words}, one or two and a sync`,
      counters: ['tlbiTwoRanges'],
      value: (cut) => commands(cut, ranges(cut), flushed(cut), twoRangeCommands),
    },
    {
      ...form,
      words: `bytes invalidated = those of ${words}`,
      counters: ['invalidatedBytes'],
      value: (cut) => whenStrict(cut, bytesOf(ranges(cut).flat())) + bytesOf(flushed(cut)),
    },
  ]
}

const COMMANDS: readonly Form[] = [
  ...commandsOf(
    'each gathered range and each table that goes',
    [...ADD_A_LEAF, ...RANGE_A_STRETCH],
    (cut) => gathered(leafPieces(cut)),
    tablePieces,
  ),
  ...commandsOf(
    'each stretch of equal pieces, tables too, and each table that goes',
    RANGE_A_CALL,
    ({ pieces }) => gathered(pieces),
    tablePieces,
  ),
  ...commandsOf(
    'each stretch of equal leaves',
    CLEAR_FIRST,
    ({ leaves }) => gathered(leaves),
    () => [],
  ),
]

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
      'tlbiPerPage',
      'tlbiList',
      'tlbiRange',
      'tlbiTwoRanges',
      'unmappedBytes',
      'invalidatedBytes',
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
    shapes: ['asymmetric', 'unmap-pages', ...A_RUN_A_CALL],
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
    shapes: ['asymmetric', 'unmap-pages', ...A_RUN_A_CALL],
    counters: ['levels'],
    value: (cut) => sum(inTable(cut.pieces).map(([{ size }]) => depth(cut, size))),
  },
  {
    words: 'pte reads = pieces + the depths of all runs',
    op: 'unmap',
    shapes: ['unmap-pages', ...A_RUN_A_CALL],
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
    shapes: DROPPING_IN_ONE_CALL,
    counters: ['levels'],
    value: (cut) => tablesOver(cut, cut.pieces).size,
  },
  {
    words: 'pte reads = pieces + tables above them, the root left out',
    op: 'unmap',
    shapes: DROPPING_IN_ONE_CALL,
    counters: ['pteReads'],
    value: (cut) => cut.pieces.length + tablesOver(cut, cut.pieces).size - 1 + tablesRead(cut),
  },
  {
    words: 'levels = tables above the leaves',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['levels'],
    value: (cut) => tablesOver(cut, cut.leaves).size,
  },
  {
    words: 'pte reads = leaves + tables above them, the root left out',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['pteReads'],
    value: (cut) => cut.leaves.length + tablesOver(cut, cut.leaves).size - 1,
  },
  {
    words: 'pte writes = pieces',
    op: 'unmap',
    shapes: DROPPING,
    counters: ['pteWrites'],
    value: ({ pieces }) => pieces.length,
  },
  {
    words: 'pte writes = leaves + covered tables',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['pteWrites'],
    value: (cut) => cut.leaves.length + removedTables(cut).length,
  },
  {
    words: 'leaves cleared = pieces that are leaves',
    op: 'unmap',
    shapes: DROPPING,
    counters: ['leafClears'],
    value: (cut) => leafPieces(cut).length,
  },
  {
    words: 'leaves cleared = leaves',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['leafClears'],
    value: ({ leaves }) => leaves.length,
  },
  {
    words: 'tlb adds = pieces that are leaves, none where lazy',
    op: 'unmap',
    shapes: ADD_A_LEAF,
    counters: ['tlbAdds'],
    value: (cut) => whenStrict(cut, leafPieces(cut).length),
  },
  {
    words: 'no range is added',
    op: 'unmap',
    shapes: ADD_A_LEAF,
    counters: ['rangeAdds'],
    value: () => 0,
  },
  {
    words: 'no leaf is added by itself',
    op: 'unmap',
    shapes: RANGES,
    counters: ['tlbAdds'],
    value: () => 0,
  },
  {
    words: 'ranges added = runs of equal pieces, cut at the ends of their tables; none where lazy',
    op: 'unmap',
    shapes: RANGE_A_CALL,
    counters: ['rangeAdds'],
    value: (cut) => whenStrict(cut, inTable(cut.pieces).length),
  },
  {
    words:
      'ranges added = stretches of equal pieces that are leaves, across tables; none where lazy',
    op: 'unmap',
    shapes: RANGE_A_STRETCH,
    counters: ['rangeAdds'],
    value: (cut) => whenStrict(cut, gathered(leafPieces(cut)).length),
  },
  {
    words: 'ranges added = stretches of equal leaves, across tables; none where lazy',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['rangeAdds'],
    value: (cut) => whenStrict(cut, gathered(cut.leaves).length),
  },
  {
    words:
      'forced syncs = pieces that are leaves, behind a gap or of another size than the one before',
    op: 'unmap',
    shapes: [...ADD_A_LEAF, ...RANGE_A_STRETCH],
    counters: ['forcedSyncs'],
    value: (cut) => whenStrict(cut, Math.max(0, gathered(leafPieces(cut)).length - 1)),
  },
  {
    words: 'forced syncs = runs of pieces, tables too, of another size than the one before',
    op: 'unmap',
    shapes: RANGE_A_CALL,
    counters: ['forcedSyncs'],
    value: (cut) => whenStrict(cut, gathered(cut.pieces).length - 1),
  },
  {
    words: 'forced syncs = runs of leaves of another size than the one before',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['forcedSyncs'],
    value: (cut) => whenStrict(cut, gathered(cut.leaves).length - 1),
  },
  {
    words: 'flushed walks = pieces that are tables',
    op: 'unmap',
    shapes: DROPPING,
    counters: ['flushWalks'],
    value: (cut) => tablePieces(cut).length,
  },
  {
    words: 'no flushed walk',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['flushWalks'],
    value: () => 0,
  },
  {
    words: 'tables freed = pieces that are tables, and the tables below them',
    op: 'unmap',
    shapes: DROPPING,
    counters: ['tableFrees'],
    value: (cut) => tablesDropped(cut).length,
  },
  {
    words: 'tables freed = covered tables; later where lazy',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['tableFrees'],
    value: (cut) => whenStrict(cut, removedTables(cut).length),
  },
  {
    words: 'write-backs and their lines = pieces',
    op: 'unmap',
    shapes: WRITE_BACK_A_PTE,
    counters: ['writeBacks', 'writeBackLines'],
    value: (cut) => whenWrittenBack(cut, cut.pieces.length),
  },
  {
    words: 'write-backs = runs of leaves in one table + pieces that are tables',
    op: 'unmap',
    shapes: WRITE_BACK_A_RUN,
    counters: ['writeBacks'],
    value: (cut) => whenWrittenBack(cut, leafRuns(cut).length + tablePieces(cut).length),
  },
  {
    words: 'lines written back = those that each run of leaves lies in + pieces that are tables',
    op: 'unmap',
    shapes: WRITE_BACK_A_RUN,
    counters: ['writeBackLines'],
    value: (cut) => whenWrittenBack(cut, sum(leafRuns(cut).map(lines)) + tablePieces(cut).length),
  },
  {
    words: 'write-backs = runs of leaves in one table + runs of entries of tables that go',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['writeBacks'],
    value: (cut) => whenWrittenBack(cut, inTable(cut.leaves).length + goneRuns(cut).length),
  },
  {
    words: 'lines written back = those that each run of leaves or of entries lies in',
    op: 'unmap',
    shapes: CLEAR_FIRST,
    counters: ['writeBackLines'],
    value: (cut) =>
      whenWrittenBack(cut, sum([...inTable(cut.leaves), ...goneRuns(cut)].map(lines))),
  },
  ...COMMANDS,
  {
    words: 'bytes unmapped = the buffer',
    op: 'unmap',
    shapes: ALL,
    counters: ['unmappedBytes'],
    value: (cut) => bytesOf(cut.leaves),
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
  session.close()
  assert.deepEqual([map.error, map.bytes, unmap.bytes], [0, buffer.size, buffer.size])
  return { map: map.counts, unmap: unmap.counts }
}

function cutUp(format: string, domain: DomainConfig, buffer: Buffer): Cut {
  const leaves = greedy(domain.pgsizeBitmap, buffer)
  const pieces = greedy(domain.pgsizeBitmap, { ...buffer, paddr: buffer.iova })
  return { format, domain, leaves, pieces }
}

/** One sample of buffers for all forms, cut up once a format and counted once an engine. */
const samples = fc.sample(BUFFER, { numRuns: BUFFERS, seed: SEED })
const formats = new Set(BUILT_IN_ENGINES.map(({ format }) => format))
const cuts = new Map(
  [...formats].map((format) => [
    format,
    samples.map(({ domain, buffer }) => cutUp(format, domain, buffer)),
  ]),
)
const counts = new Map(
  BUILT_IN_ENGINES.map((engine) => [
    engine,
    samples.map(({ domain, buffer }) => countsOf(engine, domain, buffer)),
  ]),
)

for (const { counters, op, shapes, value, words } of FORMS) {
  test(`${op}, ${shapes.join(', ')}: ${words}`, () => {
    for (const format of formats) {
      const engines = BUILT_IN_ENGINES.filter(
        (engine) => engine.format === format && shapes.includes(engine.shape),
      )
      for (const [nth, cut] of (cuts.get(format) ?? []).entries()) {
        const expected = value(cut)
        for (const engine of engines) {
          const counted = counts.get(engine)?.[nth][op] ?? {}
          for (const counter of counters) {
            assert.equal(
              counted[counter],
              expected,
              `${engine.id}: ${counter} of ${JSON.stringify(samples[nth])}, seed ${SEED}`,
            )
          }
        }
      }
    }
  })
}

test('every counter of every built-in engine has a form, for map and unmap', () => {
  for (const { format, shape } of BUILT_IN_ENGINES) {
    for (const op of ['map', 'unmap'] as const) {
      const found = FORMS.filter((form) => form.op === op && form.shapes.includes(shape))
      const counters = found.flatMap((form) => form.counters)
      assert.deepEqual([...counters].sort(), countersOf(format).sort(), `${op} of ${shape}`)
    }
  }
})

/** Calls and walks of an unmap of `pages` pages inside a 2M block. */
function splitCalls(shape: string, pages: number): Counts {
  const calls = shape === 'per-page' ? pages : 1
  const tableCalls = shape === 'driver-pages' ? pages : calls
  const walks = ['driver-pages', 'rewalk'].includes(shape) ? pages : calls
  return { driverCalls: calls, tableCalls, walks }
}

test('pages inside a 2M block: one table allocated, one tlb add a page or one range, calls as for pages that were never a block', () => {
  const part = fc.record({ from: fc.nat(510), most: fc.integer({ min: 1, max: 511 }) })
  for (const { from, most } of fc.sample(part, { numRuns: BUFFERS, seed: SEED })) {
    const pages = Math.min(most, 512 - from)
    for (const engine of BUILT_IN_ENGINES) {
      if (engine.semantics.insideBlock !== 'split') continue
      const session = new CountedSession(engine, domainOf())
      session.map(0, GIB, 2 * MIB)
      const { bytes, counts } = session.unmap(from * PAGE, pages * PAGE)
      session.close()
      const { driverCalls, leafClears, rangeAdds, tableAllocs, tableCalls, tlbAdds, walks } = counts
      const ranges = RANGES.includes(engine.shape)
      assert.deepEqual(
        { bytes, driverCalls, leafClears, rangeAdds, tableAllocs, tableCalls, tlbAdds, walks },
        {
          bytes: pages * PAGE,
          ...splitCalls(engine.shape, pages),
          leafClears: pages,
          tableAllocs: 1,
          tlbAdds: ranges ? 0 : pages,
          rangeAdds: ranges ? 1 : 0,
        },
        `${engine.id}: ${pages} pages from page ${from} on`,
      )
    }
  }
})
