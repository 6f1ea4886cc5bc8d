import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typicalTime } from './typical.js'

test('cycles that were disturbed do not move what an epoch comes to', () => {
  assert.equal(typicalTime([10, 10, 10, 17, 17, 17, 17]), 10)
  assert.equal(typicalTime([9, 10, 11, 12, 13]), 10)
  assert.equal(typicalTime([]), undefined)
})
