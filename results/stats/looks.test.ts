import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextLook } from './looks.js'

test('the next look is the first that has more rounds', () => {
  assert.deepEqual([0, 11, 12, 30, 95, 96, 200].map(nextLook), [
    12,
    12,
    24,
    48,
    96,
    undefined,
    undefined,
  ])
})
