import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomOf } from '../../../engines/contract/index.js'
import { balancedOrders } from './order.js'

function take<T>(generator: Generator<T, never>, count: number): T[] {
  return Array.from({ length: count }, () => generator.next().value)
}

test('positions of every row differ by at most one after any number of rounds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer(),
      (rowCount, rounds, seed) => {
        const rows = Array.from({ length: rowCount }, (_, at) => at)
        const orders = take(balancedOrders(rows, randomOf(seed)), rounds)
        for (const row of rows) {
          const counts = rows.map(
            (position) => orders.filter((order) => order[position] === row).length,
          )
          assert.ok(Math.max(...counts) - Math.min(...counts) <= 1, `row ${row}: ${counts}`)
        }
      },
    ),
    { seed: 1 },
  )
})

test('every round holds every row once', () => {
  for (const order of take(balancedOrders(['a', 'b', 'c', 'd'], randomOf(7)), 40)) {
    assert.deepEqual([...order].sort(), ['a', 'b', 'c', 'd'])
  }
})

test('a row does not always follow the same other row', () => {
  const orders = take(balancedOrders(['a', 'b', 'c', 'd', 'e'], randomOf(3)), 50)
  const before = new Set(orders.map((order) => order[order.indexOf('a') - 1]))
  assert.ok(before.size >= 4)
})

test('the same seed gives the same orders', () => {
  const orders = () => take(balancedOrders([1, 2, 3, 4], randomOf(42)), 12)
  assert.deepEqual(orders(), orders())
})
