import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pairedLogRatios } from './paired.js'
import {
  differenceOf,
  estimateOf,
  type Groups,
  intervalOf,
  meanSample,
  type Sample,
  sampleOf,
  spanOf,
} from './sample.js'

const groupsOf = (...generations: number[][]): Groups => new Map(generations.entries())

function sampled(sample: Sample | undefined): Sample {
  assert.ok(sample)
  return sample
}

/** 6 generations of 3 rounds of two rows' times. */
const GENERATION = Array.from({ length: 18 }, (_, round) => Math.floor(round / 3))
const times = fc.array(fc.double({ min: 1, max: 10, noNaN: true }), {
  minLength: GENERATION.length,
  maxLength: GENERATION.length,
})

test('the estimate is the median over all rounds', () => {
  const { estimate, freedom, rounds } = sampled(sampleOf(groupsOf([1, 9], [2, 3], [2.5])))
  assert.deepEqual({ estimate, freedom, rounds }, { estimate: 2.5, freedom: 2, rounds: 5 })
})

test('one value is an estimate, none is none', () => {
  assert.equal(estimateOf(groupsOf([3])), 3)
  assert.equal(estimateOf(groupsOf([])), undefined)
})

test('several contrasts know as much as the one with the fewest generations and rounds', () => {
  const long = groupsOf([1, 2], [2, 3], [3, 4])
  const short = groupsOf([1], [2, 2])
  const { freedom, rounds } = sampled(meanSample([long, short]))
  assert.deepEqual({ freedom, rounds }, { freedom: 1, rounds: 3 })
})

test('one generation allows no interval, and an empty one is none', () => {
  assert.equal(sampleOf(groupsOf([1, 2, 3])), undefined)
  assert.equal(sampleOf(groupsOf([1, 2, 3], [])), undefined)
  assert.equal(sampleOf(groupsOf()), undefined)
})

/** Standard error for quartiles of -1 and 1: of a normal distribution, less what resampling overstates. */
const STANDARD_ERROR = 0.85 / 0.67449

test('known answer: the quartiles of what resampling gives are those of a normal distribution', () => {
  // Of resamples of seven, four or more are of the same three in 35 of a hundred: the quartiles are -1 and 1.
  const { estimate, variance } = sampled(sampleOf(groupsOf([-1], [-1], [-1], [0], [1], [1], [1])))
  assert.equal(estimate, 0)
  assert.ok(Math.abs(variance - STANDARD_ERROR ** 2) < 1e-9, `${variance}`)
})

test('degrees of freedom grow as the root of the generations, and are never more than of a mean', () => {
  const freedomOf = (generations: number) =>
    sampled(sampleOf(groupsOf(...Array.from({ length: generations }, (_, at) => [at])))).freedom
  assert.deepEqual([2, 3, 4, 13, 28, 49].map(freedomOf), [1, 2, 3, 6, 9, 12])
})

test('generations are drawn first: what repeats within one is no evidence', () => {
  const few = sampled(sampleOf(groupsOf([0], [1], [2], [3], [4])))
  const many = sampled(
    sampleOf(groupsOf(...[0, 1, 2, 3, 4].map((at) => Array<number>(9).fill(at)))),
  )
  assert.ok(many.variance > few.variance / 2, `${many.variance} after ${few.variance}`)
})

test('rounds are drawn as well, one time of two: generations that agree in their medians are not thought equal', () => {
  const groups = groupsOf(...Array.from({ length: 6 }, () => [-1, 1]))
  // Quartiles of -1 and 1 by rounds, none by generations as they are.
  const { variance } = sampled(sampleOf(groups))
  assert.ok(Math.abs(variance - 0.5 * STANDARD_ERROR ** 2) < 1e-9, `${variance}`)
})

test('a generation as it is has each of its rounds once, however many others have', () => {
  const short = groupsOf([0, 1, 1], ...Array.from({ length: 5 }, () => Array<number>(7).fill(1)))
  // Were a round of the short one taken more than once, half of some draws would be 0.
  assert.equal(sampled(sampleOf(short)).variance, 0)
})

test('rounds that were disturbed do not move the estimate, and hardly the interval', () => {
  const quiet = Array.from({ length: 8 }, (_, at) => [0.01 * (at % 3), 0.01 * (at % 2), 0, 0.02])
  const disturbed = quiet.map((values, at) => (at === 3 ? [9, ...values.slice(1)] : values))
  const before = sampled(sampleOf(groupsOf(...quiet)))
  const after = sampled(sampleOf(groupsOf(...disturbed)))
  assert.ok(Math.abs(after.estimate - before.estimate) < 0.01)
  assert.ok(after.variance < 0.01 ** 2)
})

test('slower by a factor moves the interval by that factor, and swapping rows turns it over', () => {
  fc.assert(
    fc.property(times, times, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, factor) => {
      const of = (above: number[], below: number[]) =>
        intervalOf(sampled(sampleOf(pairedLogRatios(above, below, GENERATION))), 0.95)
      const plain = of(a, b)
      const slower = of(
        a.map((time) => time * factor),
        b,
      )
      const swapped = of(b, a)
      for (const end of ['estimate', 'low', 'high'] as const) {
        assert.ok(Math.abs(slower[end] / (factor * plain[end]) - 1) < 1e-6)
      }
      assert.ok(Math.abs(swapped.estimate * plain.estimate - 1) < 1e-6)
      assert.ok(plain.low <= plain.estimate && plain.estimate <= plain.high)
    }),
    { seed: 7, numRuns: 50 },
  )
})

test('a mean is taken over medians, generations drawn together', () => {
  const one = groupsOf([0], [2], [1], [0], [2])
  const opposite = groupsOf([2], [0], [1], [2], [0])
  const { estimate, variance } = sampled(meanSample([one, opposite]))
  assert.equal(estimate, 1)
  // Whatever generations are drawn, one goes up as the other goes down.
  assert.equal(variance, 0)
  assert.ok(sampled(meanSample([one, one])).variance > 0)
})

test('known answer: a standard error of 0.1 with 4 degrees of freedom, 95 %', () => {
  const sample = { estimate: 0.3, variance: 0.01, freedom: 4, rounds: 9 }
  const half = 0.277644510519779
  const { estimate, high, low } = spanOf(sample, 0.95)
  assert.equal(estimate, 0.3)
  assert.ok(Math.abs(high - 0.3 - half) < 1e-9 && Math.abs(0.3 - low - half) < 1e-9)
  assert.ok(Math.abs(intervalOf(sample, 0.95).high - Math.exp(0.3 + half)) < 1e-9)
})

test("what two runs differ by: variances add, and the degrees of freedom are Satterthwaite's", () => {
  const a = { estimate: 1, variance: 0.04, freedom: 5, rounds: 12 }
  const b = { estimate: 0.25, variance: 0.01, freedom: 10, rounds: 24 }
  const difference = differenceOf(a, b)
  assert.equal(difference.estimate, 0.75)
  assert.ok(Math.abs(difference.variance - 0.05) < 1e-15)
  assert.ok(Math.abs(difference.freedom - 0.0025 / (0.0016 / 5 + 0.0001 / 10)) < 1e-9)
  const still = { ...a, variance: 0 }
  assert.equal(differenceOf(still, { ...still, freedom: 7 }).freedom, 5)
  assert.equal(difference.rounds, 12)
})
