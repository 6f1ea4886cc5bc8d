/** The engines make the calls, loads, stores and invalidations that Linux 6.1's own code makes. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  type Counts,
  type DomainConfig,
  GIB,
  indirectCalls,
  PAGE,
  parseSize,
  projectRoot,
} from './contract/index.js'
import { CountedSession, domainOf, engineOf, PAGES_1G, PAGES_2M, PAGES_4K } from './testing.js'

/** Where facts/counts-linux-6.1.csv was measured: buffers at these addresses, tables above present. */
const IOVA = 64 * GIB
const PADDR = 128 * GIB

const LAYOUTS: Record<string, { pgsizeBitmap: number; paddr: number }> = {
  keep: { pgsizeBitmap: PAGES_4K, paddr: PADDR + PAGE },
  free: { pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G, paddr: PADDR + PAGE },
  block: { pgsizeBitmap: PAGES_4K | PAGES_2M, paddr: PADDR },
  block1g: { pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G, paddr: PADDR },
}

/** The file's "page" and "pages" as call shapes. */
const SHAPES: Record<string, string> = { page: 'per-page', pages: 'map-unmap-pages' }

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

/** The steady state that the file tells of: counted after one cycle of map and unmap. */
function countCycle(shape: string, domain: DomainConfig, paddr: number, size: number) {
  const session = new CountedSession(engineOf(shape), domain)
  session.map(IOVA, paddr, size)
  session.unmap(IOVA, size)
  return { map: session.map(IOVA, paddr, size), unmap: session.unmap(IOVA, size) }
}

const cases = new Map<string, typeof rows>()
for (const row of rows) {
  const key = `${row.layout}, coherent ${row.coherent}, ${row.strategy}, ${row.size}`
  cases.set(key, [...(cases.get(key) ?? []), row])
}

test('counts-linux-6.1.csv is read whole', () => {
  assert.equal(rows.length, 256)
})

for (const [name, ops] of cases) {
  test(`counts equal Linux 6.1: ${name}`, () => {
    const { layout, coherent, strategy, size } = ops[0]
    const { pgsizeBitmap, paddr } = LAYOUTS[layout]
    const [shape, lazy] = strategy.split('-')
    const domain = domainOf({
      pgsizeBitmap,
      coherent: coherent === '1',
      strict: lazy === undefined,
    })
    const counted = countCycle(SHAPES[shape], domain, paddr, parseSize(size) ?? 0)
    for (const row of ops) {
      const outcome = row.op === 'map' ? counted.map : counted.unmap
      assert.equal(outcome.bytes, parseSize(size))
      for (const [column, counterOf] of Object.entries(COLUMNS)) {
        assert.equal(counterOf(outcome.counts), Number(row[column]), `${row.op} ${column}`)
      }
    }
  })
}
