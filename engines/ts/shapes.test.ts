/** What call shapes are put together from does what their choices say. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GIB, MIB, PAGE, sameChoices } from '../contract/index.js'
import { SmmuV3OverPages, SmmuV3RangeGather } from '../driver/index.js'
import { ARM_LPAE_4K } from '../table/index.js'
import { CountedSession, domainOf } from '../testing.js'
import { tsEngine } from './engine.js'
import { CALL_SHAPES, type CallShape } from './shapes.js'

for (const { choices, driver, list, name, table } of CALL_SHAPES) {
  test(`${name} is put together as its choices say`, () => {
    assert.equal(table.writeBack, choices.writeBack)
    assert.equal(driver === SmmuV3OverPages ? 'cuts' : 'forwards', choices.driver)
    assert.equal(driver === SmmuV3RangeGather ? 'range' : table.gather, choices.gather)
    assert.equal(list === 'one-call', choices.map === 'list')
  })
}

/** Pages over two tables, and pages, blocks and full tables in one buffer. */
const BUFFERS = [
  { iova: 8 * GIB + 2 * MIB - 20 * PAGE, paddr: 64 * GIB + PAGE, size: 60 * PAGE },
  { iova: 8 * GIB - 4 * PAGE, paddr: 64 * GIB - 4 * PAGE, size: 4 * MIB + 9 * PAGE },
  { iova: 8 * GIB - 4 * PAGE, paddr: 64 * GIB + PAGE, size: 4 * MIB + 9 * PAGE },
]

function countsOf(shape: CallShape, mode: { coherent: boolean; strict: boolean }) {
  return BUFFERS.map(({ iova, paddr, size }) => {
    const session = new CountedSession(tsEngine(shape, ARM_LPAE_4K), domainOf(mode))
    return [session.map(iova, paddr, size), session.unmap(iova, size)]
  })
}

for (const coherent of [true, false]) {
  for (const strict of [true, false]) {
    const mode = `${coherent ? 'coherent' : 'non-coherent'}, ${strict ? 'strict' : 'lazy'}`
    test(`${mode}: shapes whose choices come to the same count the same`, () => {
      const pairs = CALL_SHAPES.flatMap((one, nth) =>
        CALL_SHAPES.slice(nth + 1)
          .filter(({ semantics }) => semantics === one.semantics)
          .filter(({ choices }) => sameChoices(one.choices, choices, { coherent, lazy: !strict }))
          .map((other) => ({ one, other })),
      )
      assert.ok(pairs.length > 0)
      for (const { one, other } of pairs) {
        const found = `${one.name} and ${other.name}`
        const options = { coherent, strict }
        assert.deepEqual(countsOf(other, options), countsOf(one, options), found)
      }
    })
  }
}
