import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { labelledTicks, logDomain, logTicks } from './log-axis.js'

test('ticks of a decade are as dense as there is room', () => {
  assert.deepEqual(logTicks([0.9, 12], 230, 26), [1, 2, 3, 5, 10])
  assert.deepEqual(logTicks([0.9, 12], 60, 24), [1, 3, 10])
  assert.deepEqual(logTicks([0.9, 1.3], 230, 26), [0.9, 1, 1.1, 1.2, 1.3])
})

test('ticks lie in the domain, ascend and keep their distance', () => {
  const domains = fc.tuple(
    fc.double({ min: -6, max: 8, noNaN: true }),
    fc.double({ min: 0.05, max: 9, noNaN: true }),
  )
  fc.assert(
    fc.property(domains, fc.integer({ min: 80, max: 600 }), ([from, decades], length) => {
      const low = 10 ** from
      const high = 10 ** (from + decades)
      const ticks = logTicks([low, high], length, 25)
      for (const [at, tick] of ticks.entries()) {
        assert.ok(tick >= low && tick <= high)
        const before = ticks[at - 1]
        if (before === undefined) continue
        assert.ok((Math.log10(tick / before) / decades) * length >= 24.99)
      }
    }),
    { seed: 1 },
  )
})

test('a domain holds all values with a margin at both ends', () => {
  assert.deepEqual(logDomain([4, 2, 8], 1), [1, 16])
})

test('labels on a lying axis keep clear of each other, however long they are', () => {
  assert.deepEqual(labelledTicks([0.00008, 0.0008], 196), [0.0001, 0.0002, 0.0005])
  assert.deepEqual(labelledTicks([0.9, 12], 196), [1, 1.5, 2, 3, 5, 7, 10])
  // 1000 would stand out of the panel by half of its label.
  assert.deepEqual(labelledTicks([0.5, 1000], 196), [1, 3, 10, 30, 100, 300])
})
