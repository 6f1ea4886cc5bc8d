import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCut, ratioDomain } from './ratio-axis.js'

test('an interval that leaves the domain on either side is cut', () => {
  const domain = [0.5, 4] as const
  assert.ok(isCut([{ value: 1, low: 0.4, high: 2 }], domain))
  assert.ok(isCut([{ value: 1, low: 0.6, high: 5 }], domain))
  assert.ok(!isCut([{ value: 1, low: 0.5, high: 4 }, { value: 2 }], domain))
})

test('a domain holds 1, all estimates, and intervals that are not hopelessly wide', () => {
  const [least, most] = ratioDomain([{ value: 2, low: 1.9, high: 2.1 }, { value: 0.8 }])
  assert.ok(least <= 0.8 && most >= 2.1)
  const wide = [{ value: 2, low: 0.01, high: 400 }]
  assert.ok(isCut(wide, ratioDomain(wide)))
})
