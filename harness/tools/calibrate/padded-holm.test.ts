import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomOf } from '../../../engines/contract/index.js'
import { foundAmong } from './padded-holm.js'

const found = (effects: number[], comparisons: number) =>
  foundAmong(effects, [0.3, 0.9, 0.5], comparisons, 0.05, randomOf(1))

test('the threshold is that of all comparisons, and rises as effects are found', () => {
  // 0.05 / 100 for the first, 0.05 / 99 for the second.
  assert.equal(found([0.0005, 0.000505], 100), 2)
  assert.equal(found([0.00051, 0.000505], 100), 0)
  assert.equal(found([0.0005, 0.01], 100), 1)
})

test('effects alone are not padded', () => {
  assert.equal(found([0.01, 0.04], 2), 2)
  assert.equal(found([0.01, 0.04], 0), 2)
  assert.equal(found([], 100), 0)
})
