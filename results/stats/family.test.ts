import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelOfEach } from './family.js'

test('one comparison keeps the level, and so do none', () => {
  assert.equal(levelOfEach(0.95, 1), 0.95)
  assert.equal(levelOfEach(0.95, 0), 0.95)
})

test('independent intervals at the level of each hold together at the level of the family', () => {
  for (const comparisons of [2, 10, 129]) {
    assert.ok(Math.abs(levelOfEach(0.95, comparisons) ** comparisons - 0.95) < 1e-12)
  }
})

test("it is a little less strict than Bonferroni's", () => {
  assert.ok(levelOfEach(0.95, 10) < 1 - 0.05 / 10)
  assert.ok(levelOfEach(0.95, 10) > 1 - 0.052 / 10)
})

test('a level that is none is refused', () => {
  assert.throws(() => levelOfEach(1, 3), /level 1 is not in \(0, 1\)/)
})
