import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCut, ratioDomain } from './ratio-axis.js'

test('an interval that leaves the domain on either side is cut', () => {
  const domain = [0.5, 4] as const
  assert.ok(isCut([{ estimate: 1, low: 0.4, high: 2 }], domain))
  assert.ok(isCut([{ estimate: 1, low: 0.6, high: 5 }], domain))
  assert.ok(!isCut([{ estimate: 1, low: 0.5, high: 4 }, { estimate: 2 }], domain))
})

test('a domain holds 1, all estimates, and intervals that are not hopelessly wide', () => {
  const [least, most] = ratioDomain([{ estimate: 2, low: 1.9, high: 2.1 }])
  assert.ok(least <= 1 && most >= 2.1)
  const wide = [{ estimate: 2, low: 0.01, high: 400 }]
  assert.ok(isCut(wide, ratioDomain(wide)))
})
