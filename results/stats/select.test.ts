import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { median } from './quantile.js'
import { medianInPlace } from './select.js'

test('it is the median, for any values and also among equal ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -999, max: 999 })), {
        minLength: 1,
        maxLength: 40,
      }),
      fc.nat(5),
      (values, beyond) => {
        const room = Float64Array.from([...values, ...Array<number>(beyond).fill(-100)])
        assert.equal(medianInPlace(room, values.length), median(values))
      },
    ),
    { seed: 5, numRuns: 500 },
  )
})
