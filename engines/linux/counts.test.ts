/** The kernel's own file makes the calls, loads, stores and invalidations that were counted in Linux 6.1. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Counts, indirectCalls, MIB, parseSize, projectRoot } from '../contract/index.js'
import { assertModesAddUp, domainOf } from '../testing.js'
import { countCycle, engineOf, LAYOUTS } from './testing/cycles.js'
import { armTiers, skip, tiersOf } from './testing.js'

const linux61 = tiersOf('6.1')

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

test('Linux 6.1 counts as facts/counts-linux-6.1.csv says', { skip: linux61.skip }, () => {
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
