import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../fixtures/random.js'
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

test('known answer: twelve values of which nine pairs stand the wrong way drift, with ten they do not', () => {
  // 66 pairs, a deviation of sqrt(12 x 11 x 29 / 18) = 14.58: 48 of it are 3.292 deviations, 46 are 3.154.
  const nine = [2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 11, 12]
  assert.equal(driftOf(nine), 7)
  assert.equal(driftOf(nine.toReversed()), -7)
  assert.equal(driftOf([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 12]), undefined)
  // A third of fourteen is four.
  assert.equal(driftOf(Array.from({ length: 14 }, (_, at) => at)), 10)
})

test('chance does not drift: at most a few of a thousand series', () => {
  const found = Array.from({ length: 1000 }, (_, at) => driftOf(noise(24, at + 1)))
  const drifting = found.filter((drift) => drift !== undefined).length
  assert.ok(drifting <= 5, `${drifting} of 1000`)
})

test('two groups with a gap are two modes, one group is not', () => {
  const two = noise(40).map((value, at) => value + (at % 3 === 0 ? 0.5 : 0))
  const [low, high] = modesOf(two) ?? []
  assert.ok(low && high && Math.abs(low.median) < 0.01 && Math.abs(high.median - 0.5) < 0.01)
  assert.deepEqual([low.share, high.share], [26 / 40, 14 / 40])
  for (let seed = 1; seed <= 200; seed++) assert.equal(modesOf(noise(24, seed)), undefined)
  // Two values of forty are strays, no mode.
  assert.equal(modesOf(noise(40).map((value, at) => value + (at < 2 ? 0.5 : 0))), undefined)
})

test('known answer: three of twelve are a mode, from a gap of four times what the nine spread over', () => {
  const nine = Array.from({ length: 9 }, (_, at) => 1 + 0.04 * at)
  // The middle half of the nine is 0.16 wide: a gap of 0.8 is five of it, one of 0.6 is less than four.
  const far = [...nine, 0, 0.1, 0.2]
  const near = [...nine, 0.2, 0.3, 0.4]
  assert.deepEqual(modesOf(far), [
    { median: 0.1, share: 3 / 12 },
    { median: 1.16, share: 9 / 12 },
  ])
  assert.deepEqual(modesOf(far.map((value) => -value)), [
    { median: -1.16, share: 9 / 12 },
    { median: -0.1, share: 3 / 12 },
  ])
  assert.equal(modesOf(near), undefined)
  assert.equal(modesOf(near.map((value) => -value)), undefined)
  assert.equal(modesOf(Array<number>(12).fill(1)), undefined)
})

test('strays are counted, if they lie far enough', () => {
  const values = noise(40).map((value, at) => value + (at % 10 === 0 ? 0.3 : 0))
  assert.equal(strays(values, 0.05), 0.1)
  assert.equal(strays(values, 0.5), 0)
  assert.equal(strays(noise(40), 0.05), 0)
})

test('known answer: of twelve, one that lies farther than the least is a stray, one that lies as far is not', () => {
  const values = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10.5, 9]
  assert.equal(strays(values, 0.5), 1 / 12)
  assert.equal(strays(values, 0.25), 2 / 12)
})

test('too few values have no shape', () => {
  const few = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
  assert.equal(driftOf(few), undefined)
  assert.equal(modesOf(few), undefined)
  assert.equal(strays(few, 0.01), 0)
})
