import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences, factor } from './comparison.js'

function factorOf(first: number, second: number): string {
  return factor({ name: 'walks', what: '', first, second })
}

test('a factor says the direction, in three digits', () => {
  assert.equal(factorOf(4, 2), '/ 2')
  assert.equal(factorOf(2, 1026), 'x 513')
  assert.equal(factorOf(3, 1), '/ 3')
  assert.equal(factorOf(8, 3), '/ 2.67')
})

test('what differs by little is not said to be equal', () => {
  assert.equal(factorOf(1026, 1025), '/ 1.001')
})

test('there is no factor to or from nothing', () => {
  assert.equal(factorOf(0, 4), '-')
  assert.equal(factorOf(4, 0), '-')
})

test('only what both counted, and counted differently, differs', () => {
  const found = differences(
    { counts: { driverCalls: 2, tableCalls: 2, walks: 2, pteReads: 8, tlbAdds: 2 } },
    { counts: { driverCalls: 1, tableCalls: 1, walks: 1, pteReads: 8 } },
  )
  assert.deepEqual(
    found.map(({ name }) => name),
    ['opCalls', 'driverCalls', 'tableCalls', 'walks'],
  )
})

test('instructions are compared last, and only where both were counted', () => {
  const counts = { walks: 1 }
  const found = differences({ counts, instructions: 96406 }, { counts, instructions: 19260 })
  assert.deepEqual(
    found.map(({ name, first, second }) => [name, first, second]),
    [['instructions', 96406, 19260]],
  )
  assert.deepEqual(differences({ counts, instructions: 96406 }, { counts }), [])
})
