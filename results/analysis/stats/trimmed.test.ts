import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chanceOf,
  differenceOf,
  estimateOf,
  intervalOf,
  type Sample,
  SLOW_HALF,
  sampleOf,
  spanOf,
  trimmedMean,
  unitMeans,
} from './trimmed.js'

function near(actual: number | undefined, expected: number, within = 1e-9): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= within,
    `${actual} is not ${expected}`,
  )
}

function sampled(values: readonly number[]): Sample {
  const sample = trimmedMean(values)
  assert.ok(sample)
  return sample
}

test('known answer, by hand: ten values, two cut off at each end', () => {
  const { estimate, freedom, variance } = sampled([9, 1, 2, 100, 3, 4, 5, 6, -50, 7])
  // Sorted: -50 1 | 2 3 4 5 6 7 | 9 100; winsorised: 2 2 2 3 4 5 6 7 7 7.
  near(estimate, 27 / 6)
  assert.equal(freedom, 5)
  // Their mean is 4.5, their sum of squares 42.5.
  near(variance, 42.5 / (6 * 5))
})

test('fewer than five values are not trimmed: the mean and its standard error', () => {
  const { estimate, freedom, variance } = sampled([1, 2, 3, 6])
  near(estimate, 3)
  assert.equal(freedom, 3)
  near(variance, 14 / (4 * 3))
  assert.equal(trimmedMean([1]), undefined)
})

test('known answer, by hand: times lose their slow half, and nothing of the fast one', () => {
  const sample = trimmedMean([10, 12, 15, 11, 16, 99, 13], SLOW_HALF)
  // Sorted: 10 11 12 13 | 15 16 99; winsorised: 10 11 12 13 13 13 13, whose sum is 85.
  near(sample?.estimate, 46 / 4)
  assert.equal(sample?.freedom, 3)
  near(sample?.variance, (1041 - 85 ** 2 / 7) / (4 * 3))
})

test('a bound widens an interval to either side, and only what lies beyond it is told apart', () => {
  const sample = sampled([0.03, 0.031, 0.029, 0.03])
  const [plain, bounded] = [spanOf(sample, 0.95), spanOf({ ...sample, bound: 0.02 }, 0.95)]
  near(bounded.low, plain.low - 0.02)
  near(bounded.high, plain.high + 0.02)
  near(chanceOf({ ...sample, bound: 0.02 }), chanceOf({ ...sample, estimate: 0.01 }))
  assert.equal(chanceOf({ ...sample, bound: 0.04 }), 1)
})

test('two values are always left, whatever is cut off', () => {
  near(trimmedMean([3, 1], SLOW_HALF)?.estimate, 2)
  near(trimmedMean([3, 1, 8], SLOW_HALF)?.estimate, 2)
})

/** The self-awareness data of Wilcox's Introduction to Robust Estimation, in milliseconds. */
const FIRST = [
  77, 87, 88, 114, 151, 210, 219, 246, 253, 262, 296, 299, 306, 376, 428, 515, 666, 1310, 2611,
]
const SECOND = [
  59, 106, 174, 207, 219, 237, 313, 365, 458, 497, 515, 529, 557, 615, 625, 645, 973, 1065, 3215,
]

test('known answer, from the literature: a trimmed mean of 282.7, a winsorised variance of 21551.4', () => {
  const { estimate, freedom, variance } = sampled(FIRST)
  near(estimate, 282.7, 0.05)
  // Over h (h - 1) with h = 13 instead of the 18 of 19 values.
  assert.equal(freedom, 12)
  near((variance * 13 * 12) / 18, 21551.4, 0.05)
})

test("known answer, from the literature: Yuen's test of both groups has 23 degrees of freedom and p = 0.0525", () => {
  const difference = differenceOf(sampled(FIRST), sampled(SECOND))
  near(difference.freedom, 23, 0.05)
  near(chanceOf(difference), 0.0525, 0.00005)
})

test('equal variances add their degrees of freedom; a side without variance adds none', () => {
  const known = { estimate: 3, variance: 2, freedom: 4 }
  assert.deepEqual(differenceOf(known, { ...known, estimate: 1 }), {
    estimate: 2,
    variance: 4,
    freedom: 8,
  })
  const exact = { estimate: 1, variance: 0, freedom: 9 }
  assert.deepEqual(differenceOf(known, exact), { estimate: 2, variance: 2, freedom: 4 })
  assert.deepEqual(differenceOf(exact, exact), { estimate: 0, variance: 0, freedom: 9 })
})

test("an interval is Student's t wide, and its level is the chance of what it just leaves out", () => {
  const sample = { estimate: 1, variance: 0.25, freedom: 4 }
  const { high, low } = spanOf(sample, 0.95)
  near(high, 1 + 2.776445 / 2, 1e-6)
  near(low, 1 - 2.776445 / 2, 1e-6)
  near(chanceOf({ ...sample, estimate: high - 1 }), 0.05)
  assert.equal(chanceOf({ ...sample, estimate: 0 }), 1)
  assert.equal(chanceOf({ ...sample, variance: 0 }), 0)
  assert.deepEqual(
    Object.values(intervalOf(sample, 0.95))
      .map(Math.log)
      .map((value) => value.toFixed(9)),
    [1, low, high].map((value) => value.toFixed(9)),
  )
})

test('the interval of a ratio stays within what a double holds', () => {
  const { high, low } = intervalOf({ estimate: 0, variance: 1e6, freedom: 1 }, 0.95)
  assert.deepEqual([low, high], [Number.MIN_VALUE, Number.MAX_VALUE])
})

test('generations of one unit are one observation', () => {
  const value = (unit: number, value: number, generation = 0) => ({ generation, unit, value })
  const values = [value(3, 1), value(1, 5), value(3, 3), value(2, 4), value(1, 7)]
  assert.deepEqual(unitMeans(values), [2, 6, 4])
  assert.deepEqual(sampleOf(values), trimmedMean([2, 6, 4]))
  assert.equal(sampleOf([value(3, 1), value(3, 2)]), undefined)
  assert.equal(estimateOf([value(3, 1), value(3, 2)]), 1.5)
  assert.equal(estimateOf([]), undefined)
})
