import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../fixtures/random.js'
import { driftOf, modesOf, strays } from './shape.js'

const noise = (count: number, seed = 1) => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => 0.01 * random.normal())
}

test('values that climb drift by what lies between their thirds', () => {
  const climbing = noise(30).map((value, at) => value + 0.01 * at)
  const drift = driftOf(climbing)
  assert.ok(drift !== undefined && Math.abs(drift - 0.2) < 0.02, `${drift}`)
  const falling = driftOf(climbing.toReversed())
  assert.ok(falling !== undefined && Math.abs(falling + 0.2) < 0.02, `${falling}`)
})

test('chance does not drift: at most a few of a thousand series', () => {
  const found = Array.from({ length: 1000 }, (_, at) => driftOf(noise(24, at + 1)))
  const drifting = found.filter((drift) => drift !== undefined).length
  assert.ok(drifting <= 5, `${drifting} of 1000`)
})

test('two groups with a gap are two modes, one group is not', () => {
  const two = noise(40).map((value, at) => value + (at % 3 === 0 ? 0.5 : 0))
  const apart = modesOf(two)
  assert.ok(apart !== undefined && Math.abs(apart - 0.5) < 0.02, `${apart}`)
  for (let seed = 1; seed <= 200; seed++) assert.equal(modesOf(noise(24, seed)), undefined)
  // Two values of forty are strays, no mode.
  assert.equal(modesOf(noise(40).map((value, at) => value + (at < 2 ? 0.5 : 0))), undefined)
})

test('strays are counted, if they lie far enough', () => {
  const values = noise(40).map((value, at) => value + (at % 10 === 0 ? 0.3 : 0))
  assert.equal(strays(values, 0.05), 0.1)
  assert.equal(strays(values, 0.5), 0)
  assert.equal(strays(noise(40), 0.05), 0)
})

test('too few values have no shape', () => {
  const few = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
  assert.equal(driftOf(few), undefined)
  assert.equal(modesOf(few), undefined)
  assert.equal(strays(few, 0.01), 0)
})
