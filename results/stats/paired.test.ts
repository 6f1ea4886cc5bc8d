import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pairedLogRatios } from './paired.js'

test('rounds are paired within themselves and grouped by generation', () => {
  assert.deepEqual(
    pairedLogRatios([Math.E, 2, 1], [1, 2, Math.E], [0, 0, 3]),
    new Map([
      [0, [1, 0]],
      [3, [-1]],
    ]),
  )
})

test('a round that lacks one of the two gives no pair', () => {
  assert.deepEqual(
    pairedLogRatios([1, null, 1, null], [1, 1, null, null], [0, 0, 1, 1]),
    new Map([[0, [0]]]),
  )
})

test('a row without any column pairs with nothing', () => {
  assert.equal(pairedLogRatios([], [1, 1], [0, 1]).size, 0)
})
