/** A driver that gathers a range for itself leaves the table nothing else to do otherwise. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Counter,
  type Counts,
  GIB,
  KIB,
  MAP,
  MIB,
  MODE_FACTS,
  type Operation,
  PAGE,
  UNMAP,
} from '../contract/index.js'
import { lineProbe, runStep } from '../native/testing.js'
import { domainOf, PAGES_2M, PAGES_4K } from '../testing.js'
import { countCycle, engineOf, INVALIDATION, IOVA, LAYOUTS, PADDR } from './testing/cycles.js'
import { armTiers, skip } from './testing.js'

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
