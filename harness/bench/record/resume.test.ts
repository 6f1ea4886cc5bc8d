import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JournalRecord } from '../../../results/record/index.js'
import { type Begun, linkOrdersLike } from './resume.js'

/** A run with a round in each of these link orders. */
function begun(...orders: Array<number | undefined>): Begun {
  const records = orders.map((linkOrder, generation): JournalRecord => {
    const of = linkOrder === undefined ? {} : { linkOrder }
    return { type: 'round', cell: '2M@4K', generation, ...of, order: [], ns: {} }
  })
  // Nothing else of a header is looked at.
  return { header: {} as Begun['header'], records }
}

test('a run goes on in link orders where it has them, and without where it has none', () => {
  assert.equal(linkOrdersLike(begun(), 32), 32)
  assert.equal(linkOrdersLike(begun(7, 3), 32), 32)
  assert.equal(linkOrdersLike(begun(undefined), 32), 1)
  assert.equal(linkOrdersLike(begun(undefined), 1), 1)
  assert.throws(() => linkOrdersLike(begun(7), 1), /in several link orders, and now there is one/)
})
