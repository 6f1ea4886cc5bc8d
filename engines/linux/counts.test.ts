/**
 * The kernel's own file makes the calls, loads, stores and invalidations that were counted in Linux
 * 6.1, and those that tier native makes: event for event where nothing is listed as different.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  ARM_LPAE_IOMMUS,
  COUNTER_NAMES,
  type Counter,
  type Counts,
  compileTape,
  type DomainConfig,
  type Engine,
  GIB,
  indirectCalls,
  KIB,
  MAP,
  MIB,
  MODE_FACTS,
  type Operation,
  PAGE,
  parseSize,
  projectRoot,
  randomOf,
  UNMAP,
} from '../contract/index.js'
import {
  leavesOf,
  lineProbe,
  nativeEngines,
  otherEngines,
  randomDomain,
  randomSteps,
  runStep,
  type Step,
  sumProbe,
} from '../native/testing.js'
import { assertModesAddUp, domainOf, PAGES_1G, PAGES_2M, PAGES_4K } from '../testing.js'
import { armTiers, KNOWN_OAS, skip, tiersOf } from './testing.js'
import type { LinuxTier } from './tier.js'

const linux61 = tiersOf('6.1')

/** Where facts/counts-linux-6.1.csv was measured: buffers at these addresses, tables above present. */
const IOVA = 64 * GIB
const PADDR = 128 * GIB

const LAYOUTS: Record<string, { pgsizeBitmap: number; paddr: number }> = {
  keep: { pgsizeBitmap: PAGES_4K, paddr: PADDR + PAGE },
  free: { pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G, paddr: PADDR + PAGE },
  block: { pgsizeBitmap: PAGES_4K | PAGES_2M, paddr: PADDR },
  block1g: { pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G, paddr: PADDR },
}

/** The file's columns as our counters. */
const COLUMNS: Record<string, (counts: Counts) => number | undefined> = {
  core_calls: (counts) => counts.driverCalls,
  table_calls: (counts) => counts.tableCalls,
  indirect_calls: indirectCalls,
  pte_reads: (counts) => counts.pteReads,
  pte_writes: (counts) => counts.pteWrites,
  pte_cmpxchg: (counts) => counts.pteCas,
  tlb_adds: (counts) => counts.tlbAdds,
  tlb_flush_walks: (counts) => counts.flushWalks,
  tlb_syncs: (counts) => counts.finalSyncs,
  syncs: (counts) => counts.writeBacks,
  lines_synced: (counts) => counts.writeBackLines,
  tables_allocated: (counts) => counts.tableAllocs,
  tables_freed: (counts) => counts.tableFrees,
}

const [header, ...lines] = readFileSync(
  join(projectRoot(), 'engines/facts/counts-linux-6.1.csv'),
  'utf8',
)
  .trim()
  .split('\n')
const names = header.split(',')
const rows = lines.map((line) => {
  const cells = line.split(',')
  return Object.fromEntries(names.map((name, at) => [name, cells[at]]))
})

function engineOf(
  { engines, tier }: Pick<LinuxTier, 'engines' | 'tier'>,
  shape: string,
  format = 'arm-lpae-4k',
): Engine {
  const engine = engines.find(
    (one) => one.variant.name === '' && one.shape === shape && one.format === format,
  )
  if (engine === undefined) throw new Error(`${tier} has no ${shape}@${format}`)
  return engine
}

/** The steady state that the file tells of: counted after one cycle of map and unmap. */
function countCycle(engine: Engine, domain: DomainConfig, paddr: number, size: number) {
  const { probe, take } = sumProbe()
  const session = engine.open(domain, probe)
  const count = (operation: Operation) => {
    const tape = compileTape([{ op: 'mixed', timed: true, operations: [operation] }])
    const outcome = { bytes: 0, failures: 0, error: 0 }
    take()
    session.runMixed(tape, 0, 1, outcome)
    assert.equal(outcome.bytes, size)
    return take()
  }
  const map = { op: MAP, iova: IOVA, paddr, size } as const
  const unmap = { op: UNMAP, iova: IOVA, paddr: 0, size } as const
  count(map)
  count(unmap)
  const counts = { map: count(map), unmap: count(unmap) }
  session.close()
  return counts
}

/** Rows by the cell that they tell of: all of a cell are counted in one session. */
const cells = new Map<string, typeof rows>()
for (const row of rows) {
  const key = `${row.layout}, coherent ${row.coherent}, ${row.strategy}, ${row.size}`
  cells.set(key, [...(cells.get(key) ?? []), row])
}

/** What the file calls "page" is both rows of one page a call. */
const SHAPES: Record<string, string[]> = {
  page: ['per-page', 'old-map-unmap'],
  pages: ['map-unmap-pages'],
}

test('Linux 6.1 counts as facts/counts-linux-6.1.csv tells', { skip: linux61.skip }, () => {
  assert.equal(rows.length, 256)
  for (const tier of linux61.tiers) {
    for (const [cell, ops] of cells) {
      const { coherent, layout, size, strategy } = ops[0]
      const { paddr, pgsizeBitmap } = LAYOUTS[layout]
      const [pages, lazy] = strategy.split('-')
      const domain = domainOf({
        pgsizeBitmap,
        coherent: coherent === '1',
        strict: lazy === undefined,
      })
      for (const shape of SHAPES[pages]) {
        const engine = engineOf(tier, shape)
        const counted = countCycle(engine, domain, paddr, parseSize(size) ?? 0)
        for (const row of ops) {
          const counts = row.op === 'map' ? counted.map : counted.unmap
          for (const [column, counterOf] of Object.entries(COLUMNS)) {
            const where = `${engine.id}, ${cell}, ${row.op}: ${column}`
            assert.equal(counterOf(counts), Number(row[column]), where)
          }
        }
      }
    }
  }
})

/** Counters of what is invalidated. */
const INVALIDATION: readonly Counter[] = [
  ...ARM_LPAE_IOMMUS.map(({ counter }) => counter),
  'invalidatedBytes',
]

/** What a driver that gathers a range for itself does not leave to the table. */
const GATHERED: readonly Counter[] = ['tlbAdds', 'rangeAdds', ...INVALIDATION]

test('range-gather is map-unmap-pages with a range a call for its calls of tlb_add_page', {
  skip,
}, () => {
  for (const tier of armTiers.filter(({ build }) => build.features.includes('UB_HAS_PAGES'))) {
    const [pages, range] = ['map-unmap-pages', 'range-gather'].map((shape) => engineOf(tier, shape))
    for (const [layout, { paddr, pgsizeBitmap }] of Object.entries(LAYOUTS)) {
      for (const { coherent, strict } of Object.values(MODE_FACTS)) {
        // Pages beyond 64M are the same again.
        const larger = layout.startsWith('block') ? [GIB] : []
        for (const size of [PAGE, 64 * KIB, 2 * MIB, 64 * MIB, ...larger]) {
          const domain = domainOf({ pgsizeBitmap, coherent, strict })
          const [before, after] = [pages, range].map((one) => countCycle(one, domain, paddr, size))
          const where = `${range.id}, ${layout}, ${JSON.stringify(domain)}, ${size}`
          assert.deepEqual(after.map, before.map, where)
          if (!strict) {
            assert.deepEqual(after.unmap, before.unmap, where)
            assert.equal(after.unmap.rangeAdds, 0, where)
            continue
          }
          const { tableCalls } = before.unmap
          assert.deepEqual([after.unmap.tlbAdds, after.unmap.rangeAdds], [0, tableCalls], where)
          assert.deepEqual(without(after.unmap, GATHERED), without(before.unmap, GATHERED), where)
          // What a table's end invalidates already is gathered here too.
          if (before.unmap.flushWalks === 0) {
            for (const counter of INVALIDATION) {
              assert.equal(after.unmap[counter], before.unmap[counter], `${where}: ${counter}`)
            }
          }
        }
      }
    }
  }
})

test('what is non-coherent and lazy counts what both add', { skip }, () => {
  for (const { engines } of armTiers) {
    for (const engine of engines.filter(({ variant }) => variant.name === '')) {
      for (const [layout, { paddr, pgsizeBitmap }] of Object.entries(LAYOUTS)) {
        assertModesAddUp(
          ({ coherent, strict }) =>
            countCycle(engine, domainOf({ pgsizeBitmap, coherent, strict }), paddr, 4 * MIB),
          `${engine.id}, ${layout}`,
        )
      }
    }
  }
})

function without(counts: Counts, names: readonly Counter[]): Counts {
  const rest = Object.entries(counts).filter(([name]) => !names.some((one) => one === name))
  return Object.fromEntries(rest)
}

test('range-gather adds the bytes that came back, with their page size', { skip }, () => {
  for (const tier of armTiers.filter(({ build }) => build.features.includes('UB_HAS_PAGES'))) {
    const { lines, probe } = lineProbe()
    const session = engineOf(tier, 'range-gather').open(
      domainOf({ pgsizeBitmap: PAGES_4K | PAGES_2M }),
      probe,
    )
    const steps: Operation[] = [
      { op: MAP, iova: IOVA, paddr: PADDR + PAGE, size: 5 * PAGE },
      { op: MAP, iova: IOVA + 2 * MIB, paddr: PADDR + 2 * MIB, size: 4 * MIB + 3 * PAGE },
      { op: UNMAP, iova: IOVA, paddr: 0, size: 8 * PAGE },
      { op: UNMAP, iova: IOVA + 2 * MIB, paddr: 0, size: 4 * MIB + 3 * PAGE },
      { op: UNMAP, iova: IOVA, paddr: 0, size: PAGE },
    ]
    for (const step of steps) runStep(session, [step])
    session.close()
    const [pages, blocks, tail] = [IOVA, IOVA + 2 * MIB, IOVA + 6 * MIB]
    assert.deepEqual(
      lines.filter((line) => /^(tlbAdd|rangeAdd|sync) /.test(line)),
      [
        `rangeAdd ${pages} ${pages + 5 * PAGE} ${PAGE}`,
        `sync false ${pages} ${pages + 5 * PAGE} ${PAGE}`,
        `rangeAdd ${blocks} ${tail} ${2 * MIB}`,
        `rangeAdd ${tail} ${tail + 3 * PAGE} ${PAGE}`,
        `sync true ${blocks} ${tail} ${2 * MIB}`,
        `sync false ${tail} ${tail + 3 * PAGE} ${PAGE}`,
        `sync false ${Number.MAX_SAFE_INTEGER} 0 0`,
      ],
    )
  }
})

const SEED = 20210408
const DOMAINS = 24
const DOMAINS_OF_GRANULES = 4
const STEPS = 32

/** A step as it was counted, by the kernel's own file and by tier native. */
interface Compared {
  engine: Engine
  twin: Engine
  step: Step
  domain: DomainConfig
  kernel: Counts
  native: Counts
  error: number
}

/** Where Linux 6.1 does something else than tier native, whose outcome is the same: what, and when. */
const DIFFERENCES: ReadonlyArray<{
  why: string
  counters: readonly Counter[]
  when(compared: Compared): boolean
}> = [
  {
    why: 'an entry that holds a table is looked at again where a block takes its place',
    counters: ['pteReads'],
    when: ({ native, step }) => step[0].op === MAP && (native.flushWalks ?? 0) > 0,
  },
  {
    why: 'the ptes of a block that is split are written back one by one, and what is to be unmapped is never written',
    counters: ['writeBacks', 'writeBackLines', 'leafClears'],
    when: ({ native, step }) => step[0].op === UNMAP && (native.pteCas ?? 0) > 0,
  },
  {
    why: 'what is cut out of a block is gathered for a flush queue too, and where the driver gathers itself',
    counters: ['tlbAdds', 'forcedSyncs', ...INVALIDATION],
    when: ({ domain, engine, native, step }) =>
      (!domain.strict || engine.semantics.insideBlock === 'excluded') &&
      step[0].op === UNMAP &&
      (native.pteCas ?? 0) > 0,
  },
  {
    why: "a run's ptes are written back one by one where tier native's shape does it at once",
    counters: ['writeBacks', 'writeBackLines'],
    when: ({ domain, engine, twin }) =>
      !domain.coherent && engine.choices?.writeBack === 'pte' && twin.choices?.writeBack === 'run',
  },
  {
    why: 'a block in the way is written back before it is told',
    counters: ['writeBacks', 'writeBackLines'],
    when: ({ domain, error }) => !domain.coherent && error === -17,
  },
]

test('outcomes, leaves and counts are those of tier native', { skip: linux61.skip }, () => {
  const seen = new Set<string>()
  for (const tier of linux61.tiers) {
    const random = randomOf(SEED)
    for (let nth = 0; nth < DOMAINS; nth++) {
      const domain = randomDomain(random)
      const steps = randomSteps(random, domain, STEPS)
      if (!KNOWN_OAS.includes(domain.oas)) continue
      for (const engine of tier.engines.filter(({ variant }) => variant.name === '')) {
        for (const why of compareWithNative(engine, domain, steps)) seen.add(why)
      }
    }
  }
  assert.deepEqual([...seen].sort(), DIFFERENCES.map(({ why }) => why).sort())
})

test('so they are on the granules of 16K and 64K', { skip: linux61.skip }, () => {
  for (const tier of linux61.tiers) {
    const granules = tier.granules.filter(
      ({ shape, variant }) => variant.name === '' && shape === 'map-unmap-pages',
    )
    assert.equal(granules.length, 4)
    for (const engine of granules) {
      const random = randomOf(SEED)
      for (let nth = 0; nth < DOMAINS_OF_GRANULES; nth++) {
        const domain = randomDomain(random, engine.format)
        const steps = randomSteps(random, domain, STEPS, engine.format)
        if (KNOWN_OAS.includes(domain.oas)) compareWithNative(engine, domain, steps)
      }
    }
  }
})

/** Tier native's engine of the same shape. */
function twinOf(engine: Engine): Engine {
  const shape = engine.shape === 'old-map-unmap' ? 'per-page' : engine.shape
  const twin = [...nativeEngines, ...otherEngines].find(
    (one) => one.tier === 'native' && one.shape === shape && one.format === engine.format,
  )
  if (twin === undefined) throw new Error(`tier native has no ${shape}@${engine.format}`)
  return twin
}

/** Returns the listed differences that were met. */
function compareWithNative(engine: Engine, domain: DomainConfig, steps: readonly Step[]): string[] {
  const twin = twinOf(engine)
  const [a, b] = [sumProbe(), sumProbe()]
  const [ours, kernels] = [twin.open(domain, a.probe), engine.open(domain, b.probe)]
  a.take()
  b.take()
  const met: string[] = []
  for (const step of steps) {
    const where = `${engine.id}, ${JSON.stringify(step)} on ${JSON.stringify(domain)}`
    const outcome = runStep(kernels, step)
    assert.deepEqual(outcome, runStep(ours, step), where)
    const { error } = outcome
    const compared = { engine, twin, step, domain, kernel: b.take(), native: a.take(), error }
    for (const counter of COUNTER_NAMES) {
      if (compared.kernel[counter] === compared.native[counter]) continue
      const difference = DIFFERENCES.find(
        ({ counters, when }) => counters.includes(counter) && when(compared),
      )
      assert.ok(
        difference,
        `${where}: ${counter} ${compared.kernel[counter]} ${compared.native[counter]}`,
      )
      met.push(difference.why)
    }
    const [{ iova, size }] = step
    for (const place of [iova, iova + 17, iova + size - 1, iova + size]) {
      assert.equal(kernels.translate(place), ours.translate(place), `${where}: ${place}`)
    }
  }
  assert.deepEqual(leavesOf(kernels), leavesOf(ours))
  assert.equal(kernels.leakedTables(), 0)
  ours.close()
  kernels.close()
  return met
}
