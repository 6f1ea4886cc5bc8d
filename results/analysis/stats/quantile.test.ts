import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, quantile } from './quantile.js'

test('the median is the middle value, or the mean of the two middle ones', () => {
  assert.equal(median([3, 1, 2]), 2)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([7]), 7)
  assert.equal(median([]), undefined)
})

test('quantiles are those of R, type 7', () => {
  const values = [15, 20, 35, 40, 50]
  assert.equal(quantile(values, 0), 15)
  assert.equal(quantile(values, 0.25), 20)
  assert.equal(quantile(values, 0.4), 29)
  assert.equal(quantile(values, 1), 50)
})

test('values stay in their order', () => {
  const values = [3, 1, 2]
  median(values)
  assert.deepEqual(values, [3, 1, 2])
})

test('a share outside [0, 1] is refused', () => {
  assert.throws(() => quantile([1], 1.5), /quantile 1.5 is not in \[0, 1\]/)
  assert.throws(() => quantile([1], Number.NaN), RangeError)
})
