import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, KIB, MIB, PAGE } from './contract/index.js'
import { BUILT_IN_ENGINES } from './registry.js'
import { assertModesAddUp, CountedSession, domainOf, PAGES_2M, PAGES_4K } from './testing.js'

/** Tables that stay, tables that go, and blocks behind pages. */
const BUFFERS = [
  { pgsizeBitmap: PAGES_4K, iova: 0, paddr: GIB, size: 1020 * KIB },
  { pgsizeBitmap: PAGES_4K | PAGES_2M, iova: 0, paddr: GIB + PAGE, size: 4 * MIB },
  { pgsizeBitmap: PAGES_4K | PAGES_2M, iova: 2 * MIB - PAGE, paddr: GIB - PAGE, size: 5 * MIB },
]

test('what is non-coherent and lazy counts what both add', () => {
  for (const engine of BUILT_IN_ENGINES) {
    for (const { iova, paddr, pgsizeBitmap, size } of BUFFERS) {
      assertModesAddUp(({ coherent, strict }) => {
        const session = new CountedSession(engine, domainOf({ pgsizeBitmap, coherent, strict }))
        const map = session.map(iova, paddr, size)
        const unmap = session.unmap(iova, size)
        session.close()
        assert.equal(unmap.bytes, size)
        return { map: map.counts, unmap: unmap.counts }
      }, `${engine.id}, ${size} bytes`)
    }
  }
})
