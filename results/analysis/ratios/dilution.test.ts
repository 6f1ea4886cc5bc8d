import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dilutedInterval, dilutedRatio } from './dilution.js'

test('what an operation costs beside its calls dilutes a ratio', () => {
  assert.equal(dilutedRatio(4, 4000, 0), 4)
  // (4000 + 2000) / (1000 + 2000)
  assert.equal(dilutedRatio(4, 4000, 2000), 2)
  assert.ok(Math.abs(dilutedRatio(4, 4000, 1e9) - 1) < 1e-5)
})

test("an interval's ends are diluted as its estimate is, and keep their order", () => {
  const { estimate, high, low } = dilutedInterval({ estimate: 4, low: 2, high: 8 }, 4000, 2000)
  assert.deepEqual([low, estimate, high], [1.5, 2, 2.4])
})
