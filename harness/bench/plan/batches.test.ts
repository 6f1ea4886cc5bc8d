import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchesOf } from './batches.js'

const batches = (...operations: number[]) => batchesOf(operations, (own) => own)

test('cells share processes, but for those with large tapes', () => {
  const large = 2 ** 18 + 1
  assert.deepEqual(batches(1, 2 ** 18, 3), [[1, 2 ** 18, 3]])
  assert.deepEqual(batches(1, large, 3, large + 1), [[1, 3], [large], [large + 1]])
  assert.deepEqual(batches(large), [[large]])
  assert.deepEqual(batches(), [])
})
