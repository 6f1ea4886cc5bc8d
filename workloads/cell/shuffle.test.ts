import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomOf } from '../../engines/contract/index.js'
import { shuffled } from './shuffle.js'

test('every number is there once, and the same seed gives the same order', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(), (count, seed) => {
      const order = shuffled(count, randomOf(seed))
      assert.deepEqual(
        [...order].sort((a, b) => a - b),
        Array.from({ length: count }, (_, at) => at),
      )
      assert.deepEqual(shuffled(count, randomOf(seed)), order)
    }),
  )
})

test('every order of three comes about as often', () => {
  const random = randomOf(1)
  const seen = new Map<string, number>()
  for (let draw = 0; draw < 6000; draw++) {
    const order = shuffled(3, random).join('')
    seen.set(order, (seen.get(order) ?? 0) + 1)
  }
  assert.equal(seen.size, 6)
  for (const times of seen.values()) assert.ok(times > 800 && times < 1200, `${times} of 6000`)
})
