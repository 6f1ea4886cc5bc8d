import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstGap } from './intervals.js'

test('intervals that meet or overlap, in any order, leave no gap', () => {
  const intervals = [
    { start: 8, end: 16 },
    { start: 0, end: 4 },
    { start: 3, end: 8 },
  ]
  assert.equal(firstGap(intervals, 0, 16), undefined)
  assert.equal(firstGap(intervals, 5, 7), undefined)
})

test('the first gap ends where the next interval begins', () => {
  const intervals = [
    { start: 0, end: 4 },
    { start: 6, end: 8 },
  ]
  assert.deepEqual(firstGap(intervals, 0, 10), { start: 4, end: 6 })
})

test('what lies before, behind or nowhere is a gap', () => {
  assert.deepEqual(firstGap([{ start: 4, end: 8 }], 2, 8), { start: 2, end: 4 })
  assert.deepEqual(firstGap([{ start: 4, end: 8 }], 4, 9), { start: 8, end: 9 })
  assert.deepEqual(firstGap([], 4, 9), { start: 4, end: 9 })
})

test('nothing has no gap, and an empty gather, which ends before it begins, covers nothing', () => {
  assert.equal(firstGap([], 4, 4), undefined)
  const empty = { start: Number.MAX_SAFE_INTEGER, end: 0 }
  assert.deepEqual(firstGap([empty], 0, 4), { start: 0, end: 4 })
})
