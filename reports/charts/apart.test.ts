import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { apart } from './apart.js'

test('what is far apart stays, what is too close moves as little as may be', () => {
  assert.deepEqual(apart([10, 50, 90], 14, 100), [10, 50, 90])
  assert.deepEqual(apart([50, 50], 14, 100), [43, 57])
  assert.deepEqual(apart([20, 60, 62], 14, 100), [20, 54, 68])
})

test('a group that would leave the panel stands at its end', () => {
  assert.deepEqual(apart([2, 0], 14, 100), [14, 0])
  assert.deepEqual(apart([100, 99, 98], 14, 100), [100, 86, 72])
  assert.deepEqual(apart([], 14, 100), [])
})

test('whatever is wanted: in order, apart, and inside where there is room', () => {
  const places = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 })
  fc.assert(
    fc.property(places, (wanted) => {
      const placed = apart(wanted, 14, 200)
      const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
      const sorted = order.map((at) => placed[at] ?? Number.NaN)
      for (const [at, place] of sorted.entries()) {
        assert.ok(place >= -1e-9 && place <= 200 + 1e-9, `${place}`)
        if (at > 0) assert.ok(place - (sorted[at - 1] ?? 0) >= 14 - 1e-9, `${sorted}`)
      }
    }),
  )
})
