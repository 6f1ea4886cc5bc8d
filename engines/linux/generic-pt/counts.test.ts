/**
 * What generic_pt counts. One of its range ops is one operation of tier native's `clear-first`, whose
 * semantics it has: so a call shape over it counts what clear-first counts for the calls that the
 * shape cuts an operation into, event for event where nothing is listed as different.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addCounts,
  type Counter,
  type Counts,
  compileTape,
  type DomainConfig,
  type Engine,
  GIB,
  KIB,
  MAP,
  MIB,
  type Operation,
  PAGE,
  randomOf,
  type Session,
  UNMAP,
  zeroCounts,
} from '../../contract/index.js'
import { type Buffer, greedy, type Page, runsOf, sum } from '../../model/cut.js'
import {
  nativeEngines,
  skip as noNative,
  randomDomain,
  randomSteps,
  runStep,
  type Step,
  sumProbe,
} from '../../native/testing.js'
import { CountedSession, domainOf, PAGES_1G, PAGES_2M, PAGES_4K } from '../../testing.js'
import type { LinuxEngine } from '../index.js'
import { genericTiers, only, skipGeneric, tierOfCopy } from '../testing.js'
import { both, ofTable, TABLE_COUNTERS, withFormats } from './testing.js'

const skip = skipGeneric || noNative

const ALL_SIZES = PAGES_4K | PAGES_2M | PAGES_1G
const IOVA = 64 * GIB
const PADDR = 128 * GIB

/** The plain engines of every tree, those of one call shape where one is given. */
function enginesOf(shape?: string): LinuxEngine[] {
  return genericTiers.flatMap(({ engines }) =>
    engines.filter(
      (one) => one.variant.name === '' && (shape === undefined || one.shape === shape),
    ),
  )
}

/** Tier native's engine that does what a range op does. */
function clearFirst(): Engine {
  const engine = nativeEngines.find(({ id }) => id === 'native/clear-first')
  assert.ok(engine)
  return engine
}

/** Where leaves of 4K, of 2M and of 1G come from: page sizes of a domain, and where a buffer leads. */
const LAYOUTS = [
  { name: 'keep', pgsizeBitmap: PAGES_4K, paddr: PADDR + PAGE },
  { name: 'free', pgsizeBitmap: ALL_SIZES, paddr: PADDR + PAGE },
  { name: 'block', pgsizeBitmap: PAGES_4K | PAGES_2M, paddr: PADDR + 2 * MIB },
  { name: 'block1g', pgsizeBitmap: ALL_SIZES, paddr: PADDR },
]

/** Offsets into the layouts' places; the last one begins and ends in pages around blocks. */
const BUFFERS = [
  { name: '4K', at: 0, size: PAGE },
  { name: '64K', at: 0, size: 64 * KIB },
  { name: '1M', at: 0, size: MIB },
  { name: '2M at 1M past its alignment', at: MIB, size: 2 * MIB },
  { name: '2M', at: 0, size: 2 * MIB },
  { name: '64M', at: 0, size: 64 * MIB },
  { name: '1G', at: 0, size: GIB },
  { name: '6M and a few pages', at: 2 * MIB - 3 * PAGE, size: 6 * MIB + 9 * PAGE },
]

const MODES: ReadonlyArray<Partial<DomainConfig>> = [
  {},
  { strict: false },
  { coherent: false },
  { coherent: false, strict: false },
]

/** The calls that a shape cuts an operation into, by what it was cut into page by page. */
const CUTS: Record<
  string,
  { map: (pages: Page[]) => Page[][]; unmap: (pages: Page[]) => Page[][] }
> = (() => {
  const eachPage = (pages: Page[]) => pages.map((page) => [page])
  const perTable = (pages: Page[]) => runsOf(pages, true)
  const acrossTables = (pages: Page[]) => runsOf(pages, false)
  const allAtOnce = (pages: Page[]) => [pages]
  return {
    'per-page': { map: eachPage, unmap: eachPage },
    'unmap-pages': { map: eachPage, unmap: perTable },
    'map-unmap-pages': { map: perTable, unmap: perTable },
    'whole-run': { map: acrossTables, unmap: acrossTables },
    'punt-range': { map: allAtOnce, unmap: allAtOnce },
  }
})()

/** The calls of both directions, as operations of their own. */
function callsOf(shape: string, bitmap: number, buffer: Buffer) {
  const { iova, paddr } = buffer
  const cut = (of: (pages: Page[]) => Page[][], op: typeof MAP | typeof UNMAP, toPaddr: number) =>
    of(greedy(bitmap, { ...buffer, paddr: toPaddr })).map((pages): Operation => {
      const [first] = pages
      const last = pages[pages.length - 1]
      const size = last.iova + last.size - first.iova
      return { op, iova: first.iova, paddr: op === MAP ? paddr + first.iova - iova : 0, size }
    })
  return { map: cut(CUTS[shape].map, MAP, paddr), unmap: cut(CUTS[shape].unmap, UNMAP, iova) }
}

/** Counts of each operation by itself. */
function countEach(session: Session, take: () => Counts, operations: Operation[]): Counts[] {
  const tape = compileTape([{ op: 'mixed', timed: true, operations }])
  take()
  return operations.map(({ size }, at) => {
    const outcome = { bytes: 0, failures: 0, error: 0 }
    session.runMixed(tape, at, at + 1, outcome)
    assert.deepEqual(outcome, { bytes: size, failures: 0, error: 0 })
    return take()
  })
}

function total(counts: readonly Counts[]): Counts {
  return counts.reduce<Counts>(addCounts, zeroCounts())
}

/** A format whose tables grow with what is mapped: below 2^39 they have a level less than four. */
function growsItsTop({ format }: Engine): boolean {
  return format === 'amd-v1'
}

/**
 * Counts of the calls of an operation as clear-first has them, changed by all that generic_pt does
 * otherwise.
 *
 * @param first whether nothing was mapped before: tables on all levels were made.
 */
function kernelsOwn(
  engine: Engine,
  { coherent, strict }: DomainConfig,
  calls: readonly Operation[],
  counted: readonly Counts[],
  first = false,
): Counts {
  const depth = growsItsTop(engine) ? 3 : 4
  // The table between a root of four levels and what a root of three levels is.
  const fewer = first ? 4 - depth : 0
  const all = total(counted)
  const { levels = 0, pteCas = 0, pteReads = 0, pteWrites = 0, tableAllocs = 0, walks = 0 } = all
  // A page alone is first looked for by a path of its own; where a table is missing, the full path
  // begins again at the root. Non-coherent tables have the full path alone.
  const readAgain = calls.flatMap(({ op, size }, at) => {
    const missing = (counted[at].tableAllocs ?? 0) - (at === 0 ? fewer : 0)
    return op === MAP && size === PAGE && coherent && missing > 0 ? [depth - missing] : []
  })
  // A root that is read twice in a row shows as one walk.
  const walkedAgain = readAgain.filter((read) => read > 1)
  const lessLevels = (4 - depth) * walks
  const isUnmap = calls[0].op === UNMAP
  return {
    ...all,
    walks: walks + walkedAgain.length,
    levels: levels + sum(walkedAgain) - lessLevels,
    pteReads: pteReads + sum(readAgain) - lessLevels,
    // Marking that an entry is written back is a compare-and-swap, no store.
    pteCas: (coherent ? pteCas : pteCas + tableAllocs) - fewer,
    tableAllocs: tableAllocs - fewer,
    pteWrites: coherent ? pteWrites : pteWrites - (isUnmap ? 0 : tableAllocs),
    // Compare-and-swaps order what is seen; io-pgtable-arm has barriers of its own.
    writeBarriers: 0,
    publishBarriers: 0,
    // One range a call whatever its leaves are; it has no page size, so that none forces a sync.
    rangeAdds: isUnmap && strict ? calls.length : 0,
    forcedSyncs: 0,
    finalSyncs: isUnmap && strict ? 1 : 0,
  }
}

/** Two cycles of map and unmap of a buffer, each counted: the first one finds no tables. */
function countCycles(
  engine: Engine,
  domain: DomainConfig,
  { iova, paddr, size }: Buffer,
): Counts[] {
  const session = new CountedSession(engine, domain)
  const both = [0, 1].flatMap(() => {
    const mapped = session.map(iova, paddr, size)
    const unmapped = session.unmap(iova, size)
    assert.deepEqual([mapped.bytes, unmapped.bytes], [size, size], engine.id)
    return [ofTable(mapped.counts), ofTable(unmapped.counts)]
  })
  assert.equal(session.session.leakedTables(), 0, engine.id)
  session.close()
  return both
}

/** By what they are of: engines of several formats are held to the same counts of clear-first. */
const known = new Map<string, Counts[][]>()

/** What clear-first counts, twice, for the calls of a shape: it frees what a range covers, as generic_pt. */
function clearFirstCounts(
  { map, unmap }: { map: Operation[]; unmap: Operation[] },
  domain: DomainConfig,
  key: string,
): Counts[][] {
  const found = known.get(key)
  if (found !== undefined) return found
  const { probe, take } = sumProbe()
  // generic_pt's tables go whatever the page sizes are, so that its twin has them all.
  const session = clearFirst().open({ ...domain, strict: true, pgsizeBitmap: ALL_SIZES }, probe)
  const counted = [map, unmap, map, unmap].map((calls) => countEach(session, take, calls))
  session.close()
  known.set(key, counted)
  return counted
}

/** More calls of an operation are the same again. */
const MOST_CALLS = 2048

/** Cells that have leaves of no more than 64M of pages. */
function cells() {
  return LAYOUTS.flatMap(({ name: layout, paddr, pgsizeBitmap }) =>
    BUFFERS.filter(({ size }) => size < GIB || layout.startsWith('block')).map((buffer) => ({
      name: `${buffer.name}, ${layout}`,
      pgsizeBitmap,
      buffer: { iova: IOVA + buffer.at, paddr: paddr + buffer.at, size: buffer.size },
    })),
  )
}

for (const shape of Object.keys(CUTS)) {
  test(`${shape}: each call counts what clear-first counts for its range`, { skip }, () => {
    for (const engine of enginesOf(shape)) {
      for (const mode of MODES) {
        if (mode.coherent === false && engine.coherentOnly !== undefined) continue
        for (const { buffer, name, pgsizeBitmap } of cells()) {
          const domain = domainOf({ pgsizeBitmap, ...mode })
          const where = `${engine.id}, ${name}, ${JSON.stringify(mode)}`
          const calls = callsOf(shape, pgsizeBitmap, buffer)
          if (calls.map.length > MOST_CALLS) continue
          const twin = clearFirstCounts(calls, domain, `${shape}, ${name}, ${domain.coherent}`)
          const counted = countCycles(engine, domain, buffer)
          counted.forEach((counts, at) => {
            const own = at % 2 === 0 ? calls.map : calls.unmap
            const expected = ofTable(kernelsOwn(engine, domain, own, twin[at], at === 0))
            // A flush queue frees when it is flushed, which is at the next unmap here.
            if (!domain.strict)
              expected.tableFrees = at === 3 ? (total(twin[1]).tableFrees ?? 0) : 0
            assert.deepEqual(
              counts,
              expected,
              `${where}, ${at < 2 ? 'first' : 'second'} ${at % 2 === 0 ? 'map' : 'unmap'}`,
            )
          })
        }
      }
    }
  })
}

test('256 pages of 4K are 259 reads and 256 writes in both directions, one read less below a top of three levels', {
  skip,
}, () => {
  for (const engine of enginesOf('punt-range')) {
    const reads = growsItsTop(engine) ? 258 : 259
    const buffer = { iova: IOVA, paddr: PADDR + PAGE, size: MIB }
    const [, , map, unmap] = countCycles(engine, domainOf(), buffer)
    for (const { levels, pteCas, pteReads, pteWrites, tableAllocs, tableFrees } of [map, unmap]) {
      assert.deepEqual(
        { levels, pteReads, pteWrites, pteCas, tableAllocs, tableFrees },
        {
          levels: reads - 255,
          pteReads: reads,
          pteWrites: 256,
          pteCas: 0,
          tableAllocs: 0,
          tableFrees: 0,
        },
        engine.id,
      )
    }
  }
})

/** What a step came to on generic_pt and on clear-first, which agree on all but counts. */
interface Compared {
  engine: Engine
  step: Step
  domain: DomainConfig
  native: Counts
  /** Whether an unmap ended at a hole, or took more than it was asked for. */
  odd: boolean
}

/** Where generic_pt does something else than clear-first, whose outcome is the same: what, and when. */
const DIFFERENCES: ReadonlyArray<{
  why: string
  counters: readonly Counter[]
  when(compared: Compared): boolean
}> = [
  {
    why: 'tables are published by compare-and-swaps that order, and leaves without a barrier',
    counters: ['writeBarriers', 'publishBarriers'],
    when: ({ step }) => step[0].op === MAP,
  },
  {
    why: 'an entry is marked as written back by a second compare-and-swap',
    counters: ['pteCas', 'pteWrites'],
    when: ({ domain, native, step }) =>
      step[0].op === MAP && !domain.coherent && (native.tableAllocs ?? 0) > 0,
  },
  {
    why: 'a page alone has a path of its own, and the full path begins again where a table is missing',
    counters: ['walks', 'levels', 'pteReads'],
    when: ({ domain, native, step }) =>
      step.some(({ op, size }) => op === MAP && size === PAGE) &&
      domain.coherent &&
      (native.tableAllocs ?? 0) > 0,
  },
  {
    why: 'a table in the way of a block is gathered and synced by the map, after a look into it',
    counters: ['levels', 'pteReads', 'flushWalks', 'rangeAdds', 'forcedSyncs'],
    when: ({ native, step }) => step[0].op === MAP && (native.flushWalks ?? 0) > 0,
  },
  {
    why: 'one range a call, without a page size: no sync is forced by another size',
    counters: ['rangeAdds', 'forcedSyncs'],
    when: ({ domain, step }) => step[0].op === UNMAP && domain.strict,
  },
  {
    why: 'an entry that ends an unmap is read once, and what was cleared before it is written back with it',
    counters: ['levels', 'pteReads', 'writeBacks', 'writeBackLines'],
    when: ({ odd, step }) => step[0].op === UNMAP && odd,
  },
  {
    why: 'a top of three levels, which grows when something is mapped above it',
    counters: ['walks', 'levels', 'pteReads', 'pteCas', 'tableAllocs'],
    when: ({ engine }) => growsItsTop(engine),
  },
]

const SEED = 20210408
const DOMAINS = 64
const STEPS = 32

test('outcomes, translations and counts of any operation are those of clear-first, but for what is listed', {
  skip,
}, () => {
  const met = new Set<string>()
  for (const engine of enginesOf('punt-range')) {
    const random = randomOf(SEED)
    for (let nth = 0; nth < DOMAINS; nth++) {
      const { maxTables, ...any } = randomDomain(random)
      const coherent = any.coherent || engine.coherentOnly !== undefined
      const pgsizeBitmap = [PAGES_4K, PAGES_4K | PAGES_2M, ALL_SIZES][nth % 3]
      const domain = { ...any, ias: 48, oas: 48, pgsizeBitmap, coherent }
      for (const why of compareWithTwin(engine, domain, randomSteps(random, domain, STEPS))) {
        met.add(why)
      }
    }
  }
  assert.deepEqual([...met].sort(), DIFFERENCES.map(({ why }) => why).sort())
})

/** Sessions of an engine and of its twin, side by side. */
function openBoth(engine: Engine, domain: DomainConfig) {
  const [ours, kernels] = [sumProbe(), sumProbe()]
  const both = {
    ours: clearFirst().open(domain, ours.probe),
    kernels: engine.open(domain, kernels.probe),
  }
  const take = () => ({ native: ours.take(), kernel: kernels.take() })
  const close = () => {
    assert.equal(both.kernels.leakedTables(), 0, engine.id)
    both.ours.close()
    both.kernels.close()
  }
  take()
  return { ...both, take, close }
}

/** Returns the listed differences that were met. */
function compareWithTwin(engine: Engine, domain: DomainConfig, steps: readonly Step[]): string[] {
  const met: string[] = []
  let both = openBoth(engine, domain)
  for (const step of steps) {
    const where = `${engine.id}, ${JSON.stringify(step)} on ${JSON.stringify(domain)}`
    const outcome = runStep(both.kernels, step)
    assert.deepEqual(outcome, runStep(both.ours, step), where)
    const { kernel, native } = both.take()
    const [{ iova, op, size }] = step
    for (const place of [iova, iova + 17, iova + size - 1, iova + size]) {
      assert.equal(both.kernels.translate(place), both.ours.translate(place), `${where}: ${place}`)
    }
    if (outcome.error !== 0) {
      // clear-first looks at a table's entries before it writes any: other tables are left.
      both.close()
      both = openBoth(engine, domain)
      continue
    }
    const odd = op === UNMAP && outcome.bytes !== size
    for (const counter of TABLE_COUNTERS) {
      if (kernel[counter] === native[counter]) continue
      const difference = DIFFERENCES.find(
        ({ counters, when }) =>
          counters.includes(counter) && when({ engine, step, domain, native, odd }),
      )
      assert.ok(difference, `${where}: ${counter} ${kernel[counter]} ${native[counter]}`)
      met.push(difference.why)
    }
  }
  both.close()
  return met
}

/** A session of an engine with a buffer in it, whose counts are of what comes after. */
function mapped(engine: Engine, { iova, paddr, size }: Buffer, domain = domainOf()) {
  const session = new CountedSession(engine, domain)
  assert.equal(session.map(iova, paddr, size).bytes, size, engine.id)
  return session
}

test('more is asked for than there is: what is mapped is unmapped up to the hole, and its table stays', {
  skip,
}, () => {
  for (const engine of enginesOf('punt-range')) {
    const session = mapped(engine, { iova: IOVA, paddr: PADDR + PAGE, size: 16 * PAGE })
    const { bytes, counts } = session.unmap(IOVA, 4 * MIB)
    assert.equal(bytes, 16 * PAGE, engine.id)
    assert.deepEqual([counts.leafClears, counts.tableFrees], [16, 0], engine.id)
    const nothing = session.unmap(IOVA, 4 * MIB)
    assert.equal(nothing.bytes, 0, engine.id)
    assert.deepEqual([nothing.counts.leafClears, nothing.counts.pteWrites], [0, 0], engine.id)
    session.close()
  }
})

test('a hole ends an unmap; what lies behind it stays', { skip }, () => {
  for (const engine of enginesOf()) {
    const session = mapped(engine, { iova: IOVA, paddr: PADDR + PAGE, size: 8 * PAGE })
    assert.equal(session.unmap(IOVA + 3 * PAGE, PAGE).bytes, PAGE, engine.id)
    const { bytes, counts } = session.unmap(IOVA, 8 * PAGE)
    assert.deepEqual([bytes, counts.leafClears], [3 * PAGE, 3], engine.id)
    assert.equal(session.session.translate(IOVA + 4 * PAGE), PADDR + 5 * PAGE, engine.id)
    session.close()
  }
})

test('a part at the start of a block takes the block, a part elsewhere takes nothing', {
  skip,
}, () => {
  for (const engine of enginesOf()) {
    const block = { iova: IOVA, paddr: PADDR, size: 2 * MIB }
    const session = mapped(engine, block)
    const inside = session.unmap(IOVA + PAGE, PAGE)
    assert.deepEqual([inside.bytes, inside.counts.leafClears], [0, 0], engine.id)
    assert.equal(session.session.translate(IOVA + PAGE), PADDR + PAGE, engine.id)
    const start = session.unmap(IOVA, PAGE)
    assert.deepEqual([start.bytes, start.counts.leafClears], [2 * MIB, 1], engine.id)
    assert.equal(session.session.translate(IOVA + PAGE), undefined, engine.id)
    session.close()
  }
})

/** Formats with a leaf of sixteen entries side by side: any power of two is one of AMD's, Svnapot has this one. */
const HAVE_64K = ['amd-v1', 'riscv-64']

test('a leaf of 64K is sixteen entries: looked at by the first and then all of them, found by the first and cleared with all', {
  skip,
}, () => {
  const domain = domainOf({ pgsizeBitmap: PAGES_4K | (64 * KIB) | PAGES_2M })
  for (const engine of enginesOf('punt-range').filter(({ format }) => HAVE_64K.includes(format))) {
    const above = growsItsTop(engine) ? 2 : 3
    const session = mapped(engine, { iova: IOVA, paddr: PADDR, size: PAGE }, domain)
    session.unmap(IOVA, PAGE)
    const { counts } = session.map(IOVA, PADDR, 64 * KIB)
    assert.deepEqual([counts.pteReads, counts.pteWrites], [above + 1 + 16, 16], engine.id)
    const sizes: number[] = []
    session.session.leaves((_iova, _paddr, size) => sizes.push(size))
    assert.deepEqual(sizes, [64 * KIB], engine.id)
    assert.equal(session.unmap(IOVA + PAGE, PAGE).bytes, 0, engine.id)
    const part = session.unmap(IOVA, PAGE)
    assert.equal(part.bytes, 64 * KIB, engine.id)
    assert.deepEqual([part.counts.pteReads, part.counts.pteWrites], [above + 1, 16], engine.id)
    session.close()
  }
  const without = enginesOf('punt-range').filter(({ format }) =>
    ['vtd-ss', 'x86-64'].includes(format),
  )
  for (const engine of without) {
    assert.throws(() => new CountedSession(engine, domain), /no leaf of/, engine.id)
  }
})

test('a table is freed once, and only by a call that covers all of it', { skip }, () => {
  for (const engine of enginesOf()) {
    const session = mapped(engine, { iova: IOVA, paddr: PADDR + PAGE, size: 2 * MIB })
    const halves = [IOVA, IOVA + MIB].map((iova) => session.unmap(iova, MIB).counts.tableFrees)
    assert.deepEqual(halves, [0, 0], engine.id)
    // It is there still, so that the next map of it makes none.
    assert.equal(session.map(IOVA, PADDR + PAGE, 2 * MIB).counts.tableAllocs, 0, engine.id)
    assert.equal(session.unmap(IOVA, 2 * MIB).counts.tableFrees, 1, engine.id)
    assert.equal(session.unmap(IOVA, 2 * MIB).counts.tableFrees, 0, engine.id)
    assert.equal(session.map(IOVA, PADDR + PAGE, 2 * MIB).counts.tableAllocs, 1, engine.id)
    session.close()
  }
})

test('a table that is covered goes where the domain knows pages alone, unless it goes page by page', {
  skip,
}, () => {
  for (const engine of enginesOf()) {
    const buffer = { iova: IOVA, paddr: PADDR + PAGE, size: 2 * MIB }
    const session = mapped(engine, buffer, domainOf({ pgsizeBitmap: PAGES_4K }))
    const { tableFrees } = session.unmap(IOVA, 2 * MIB).counts
    assert.equal(tableFrees, engine.shape === 'per-page' ? 0 : 1, engine.id)
    session.close()
  }
})

test('a top of three levels gets one more above it when something is mapped there, and keeps what it holds', {
  skip,
}, () => {
  const engines = enginesOf('punt-range').filter(growsItsTop)
  for (const engine of engines) {
    const session = mapped(engine, { iova: IOVA, paddr: PADDR + PAGE, size: MIB })
    const high = 2 ** 40
    // Three tables on the way down, and the new top.
    assert.equal(session.map(high, PADDR, PAGE).counts.tableAllocs, 4, engine.id)
    assert.equal(session.session.translate(IOVA + 5), PADDR + PAGE + 5, engine.id)
    assert.equal(session.session.translate(high + 5), PADDR + 5, engine.id)
    const { levels, pteReads } = session.unmap(IOVA, MIB).counts
    assert.deepEqual([levels, pteReads], [4, 259], engine.id)
    assert.equal(session.session.leakedTables(), 0, engine.id)
    session.close()
  }
})

const ENGINE_FILE = 'drivers/iommu/generic_pt/iommu_pt.h'

test('a tree that never frees a table translates well, and its table counts give it away', {
  skip,
}, async () => {
  const fault = only(ENGINE_FILE, (text) => text.replace(/if \(fully_covered\) \{/, 'if (false) {'))
  const [{ build }] = genericTiers
  const { engines } = await tierOfCopy([build], {
    change: both(fault, withFormats('vtdss')),
  })
  const engine = engines.find(({ id }) => id.endsWith('/punt-range@vtd-ss'))
  assert.ok(engine)
  const buffer = { iova: IOVA, paddr: PADDR + PAGE, size: 2 * MIB }
  const session = mapped(engine, buffer)
  const { bytes, counts } = session.unmap(IOVA, 2 * MIB)
  assert.equal(bytes, 2 * MIB)
  assert.equal(session.session.translate(IOVA), undefined)
  assert.equal(session.session.leakedTables(), 0)
  session.close()
  const calls = callsOf('punt-range', ALL_SIZES, buffer)
  const [, twin] = clearFirstCounts(calls, domainOf(), 'the tables of 2M')
  const right = kernelsOwn(engine, domainOf(), calls.unmap, twin)
  const wrong = TABLE_COUNTERS.filter((name) => counts[name] !== right[name])
  assert.deepEqual(wrong, ['pteWrites', 'tableFrees'])
})
