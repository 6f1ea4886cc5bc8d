import assert from 'node:assert/strict'
import { test } from 'node:test'
import { near } from '../testing.js'
import { effectOf, isMeasurable } from './judge.js'

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
