import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holmThreshold } from './holm.js'

/** How many are told apart. */
const found = (chances: readonly number[]) =>
  chances.filter((chance) => chance <= holmThreshold(chances, 0.05)).length

test('known answer: of four, the two smallest are told apart', () => {
  // 0.005 <= 0.05 / 4 and 0.01 <= 0.05 / 3, but 0.03 > 0.05 / 2: 0.04 is not asked any more.
  const chances = [0.01, 0.04, 0.03, 0.005]
  assert.equal(found(chances), 2)
  assert.equal(holmThreshold(chances, 0.05), 0.05 / 2)
})

test('known answer: the last of them is held against the level itself, not a share of it', () => {
  // 0.01 <= 0.05 / 3, 0.02 <= 0.05 / 2 and 0.04 <= 0.05; a third of the level is 0.0167.
  assert.equal(found([0.04, 0.01, 0.02]), 3)
})

test('one alone is held against the level itself, and may just reach it', () => {
  assert.equal(found([0.05]), 1)
  assert.equal(found([0.0501]), 0)
})

test('what comes after the first that fails is told apart by no smallness', () => {
  assert.equal(found([0.02, 0.03, 0.04]), 0)
  assert.equal(holmThreshold([0.02, 0.03, 0.04], 0.05), 0.05 / 3)
  assert.equal(holmThreshold([], 0.05), 0.05)
})

test('equal chances are told apart together or not at all', () => {
  assert.equal(found([0.02, 0.02]), 2)
  assert.equal(found([0.03, 0.03]), 0)
})
