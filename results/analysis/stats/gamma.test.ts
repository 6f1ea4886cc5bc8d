import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logGamma } from './gamma.js'

test('known values', () => {
  for (const [x, expected] of [
    [1, 0],
    [5, Math.log(24)],
    [0.5, Math.log(Math.PI) / 2],
  ] as const) {
    assert.ok(Math.abs(logGamma(x) - expected) < 1e-12, `${logGamma(x)} is not ${expected}`)
  }
})
