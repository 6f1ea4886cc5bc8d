import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceOf, type Sample } from '../stats/index.js'
import { near } from '../testing.js'
import { effectOf, howOf, isMeasurable, judgeRatio } from './judge.js'

test('an effect is the same for a ratio and its inverse', () => {
  near(effectOf(2), 1)
  near(effectOf(1 / 2), 1)
  near(effectOf(1.03), 0.03)
  near(effectOf(1 / 1.03), 0.03)
})

test('whether a ratio was measured is up to how far its ends lie apart, not to its size', () => {
  const between = (low: number, high: number) => isMeasurable({ estimate: low, low, high })
  assert.ok(between(40, 80))
  assert.ok(!between(40, 81))
  assert.ok(between(0.04, 0.08))
  assert.ok(!between(0.04, 0.081))
})

test('what could have been resolved is what all comparisons leave, and no single interval', () => {
  const sampleAt = (estimate: number): Sample => ({ estimate, variance: 1e-4, freedom: 19 })
  const others = Array.from({ length: 99 }, () => sampleAt(0))
  const judged = (estimate: number) => {
    const how = howOf([sampleAt(estimate), ...others])
    const ratio = judgeRatio({ sample: sampleAt(estimate) }, how, undefined)
    assert.ok(ratio)
    return ratio
  }
  // Student's t of 19 degrees of freedom: 2.09 for 5 % alone, 4.2 for a hundredth of it.
  const missed = judged(0.03)
  assert.equal(missed.verdict, 'not-resolved')
  assert.ok(chanceOf(sampleAt(0.03)) < 0.01)
  assert.ok(missed.smallestResolvable > 0.04 && missed.smallestResolvable < 0.045)
  const limit = Math.log1p(missed.smallestResolvable)
  assert.equal(judged(limit - 1e-6).verdict, 'not-resolved')
  assert.equal(judged(limit + 1e-6).verdict, 'resolved')
})
