import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileTape, GIB, MAP, PAGE, SILENT, UNMAP } from '../contract/index.js'
import { domainOf, engineOf, PAGES_1G, PAGES_2M, PAGES_4K } from '../testing.js'

test('all tables below one that goes are freed, from its first entry to its last', () => {
  const domain = domainOf({ pgsizeBitmap: PAGES_4K | PAGES_2M | PAGES_1G })
  for (const offset of [0, GIB / 2, GIB - PAGE]) {
    const tape = compileTape([
      {
        op: 'mixed',
        timed: true,
        operations: [
          { op: MAP, iova: 64 * GIB + offset, paddr: 0, size: PAGE },
          { op: UNMAP, iova: 64 * GIB, paddr: 0, size: GIB },
        ],
      },
    ])
    const session = engineOf('punt').open(domain, SILENT)
    session.runMixed(tape, 0, 2, { bytes: 0, failures: 0, error: 0 })
    assert.equal(session.translate(64 * GIB + offset), undefined)
    assert.equal(session.leakedTables(), 0, `offset ${offset}`)
    session.close()
  }
})
