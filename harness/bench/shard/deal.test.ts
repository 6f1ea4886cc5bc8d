import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deal } from './deal.js'

const cellsOf = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1 }), weight: fc.integer({ min: 1, max: 1000 }) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 40 },
)
const countOf = fc.integer({ min: 1, max: 9 })

function sums(cells: ReadonlyArray<{ weight: number }>, dealt: readonly number[], count: number) {
  const all: number[] = Array(count).fill(0)
  for (const [at, shard] of dealt.entries()) all[shard - 1] += cells[at].weight
  return all
}

test('every cell goes to one shard, and where cells stand in the suite does not matter', () => {
  fc.assert(
    fc.property(cellsOf, countOf, (cells, count) => {
      const dealt = deal(cells, count)
      assert.equal(dealt.length, cells.length)
      assert.ok(dealt.every((shard) => shard >= 1 && shard <= count))
      const backwards = deal([...cells].reverse(), count).reverse()
      assert.deepEqual(backwards, dealt)
    }),
  )
})

test('no shard has more than the least one has beside one cell', () => {
  fc.assert(
    fc.property(cellsOf, countOf, (cells, count) => {
      const all = sums(cells, deal(cells, count), count)
      const heaviest = Math.max(...cells.map(({ weight }) => weight))
      assert.ok(Math.max(...all) - Math.min(...all) <= heaviest)
    }),
  )
})

test('the heaviest are dealt first, whatever they are called', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 3, maxLength: 3 }), (ids) => {
      const cells = ids.map((id, at) => ({ id, weight: [6, 3, 3][at] }))
      assert.equal(Math.max(...sums(cells, deal(cells, 2), 2)), 6)
    }),
  )
})

test('cells of equal weight are dealt by their hashes, not as they stand', () => {
  const cells = Array.from({ length: 64 }, (_, at) => ({
    id: String(at).padStart(2, '0'),
    weight: 1,
  }))
  const dealt = deal(cells, 2)
  assert.equal(dealt.filter((shard) => shard === 1).length, 32)
  assert.notDeepEqual(
    dealt,
    cells.map((_, at) => (at % 2) + 1),
  )
})
