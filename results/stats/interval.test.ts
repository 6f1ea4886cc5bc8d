import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Interval } from '../analysis/types.js'
import { estimateFromGenerations, generationMedians, intervalFromGenerations } from './interval.js'
import { pairedLogRatios } from './paired.js'

const SETTINGS = { seed: 42, numRuns: 200 }

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual / expected - 1) < 1e-9, `${actual} is not ${expected}`)
}

function sameInterval(actual: Interval | undefined, expected: Interval): void {
  assert.ok(actual)
  near(actual.estimate, expected.estimate)
  near(actual.low, expected.low)
  near(actual.high, expected.high)
}

/** 5 generations of 3 rounds of two rows' times. */
const GENERATION = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
const times = fc.array(fc.double({ min: 1, max: 10, noNaN: true }), {
  minLength: GENERATION.length,
  maxLength: GENERATION.length,
})
const factor = fc.double({ min: 0.01, max: 100, noNaN: true })

function intervalOf(above: readonly number[], below: readonly number[]): Interval {
  const medians = generationMedians(pairedLogRatios(above, below, GENERATION))
  const interval = intervalFromGenerations([...medians.values()], 0.95)
  assert.ok(interval)
  return interval
}

test('a generation counts by the median of its rounds', () => {
  const groups = new Map([
    [2, [5, 1, 2]],
    [7, [3]],
    [9, []],
  ])
  assert.deepEqual(
    generationMedians(groups),
    new Map([
      [2, 2],
      [7, 3],
    ]),
  )
})

test('known answer: five generations, 95 %', () => {
  // Mean 0.3, standard deviation 0.1581139, standard error 0.0707107, t(4) = 2.7764451.
  const interval = intervalFromGenerations([0.1, 0.2, 0.3, 0.4, 0.5], 0.95)
  const half = 2.7764451051977987 * Math.sqrt(0.025 / 5)
  sameInterval(interval, {
    estimate: Math.exp(0.3),
    low: Math.exp(0.3 - half),
    high: Math.exp(0.3 + half),
  })
})

test('one generation has an estimate, and no interval', () => {
  assert.equal(intervalFromGenerations([0.7], 0.95), undefined)
  assert.equal(estimateFromGenerations([0.7]), Math.exp(0.7))
  assert.equal(intervalFromGenerations([], 0.95), undefined)
  assert.equal(estimateFromGenerations([]), undefined)
})

test('two generations that disagree at a strict level stay positive and finite', () => {
  const interval = intervalFromGenerations([-1, 1], 0.9999)
  assert.deepEqual(interval, { estimate: 1, low: Number.MIN_VALUE, high: Number.MAX_VALUE })
})

test('a stricter level holds a wider interval about the same estimate', () => {
  const values = [0.1, 0.2, 0.3]
  const loose = intervalFromGenerations(values, 0.9)
  const strict = intervalFromGenerations(values, 0.999)
  assert.ok(loose && strict)
  assert.equal(loose.estimate, strict.estimate)
  assert.ok(strict.low < loose.low && loose.high < strict.high)
})

test('property: a factor on one row scales the interval', () => {
  fc.assert(
    fc.property(times, times, factor, (above, below, by) => {
      const { estimate, low, high } = intervalOf(above, below)
      const scaled = above.map((time) => time * by)
      sameInterval(intervalOf(scaled, below), {
        estimate: estimate * by,
        low: low * by,
        high: high * by,
      })
    }),
    SETTINGS,
  )
})

test('property: the inverse ratio has the inverse interval', () => {
  fc.assert(
    fc.property(times, times, (above, below) => {
      const { estimate, low, high } = intervalOf(above, below)
      sameInterval(intervalOf(below, above), {
        estimate: 1 / estimate,
        low: 1 / high,
        high: 1 / low,
      })
    }),
    SETTINGS,
  )
})

test('property: what a round does to both rows alike changes nothing', () => {
  fc.assert(
    fc.property(times, times, times, (above, below, common) => {
      const disturbed = (row: number[]) => row.map((time, round) => time * (common[round] ?? 1))
      sameInterval(intervalOf(disturbed(above), disturbed(below)), intervalOf(above, below))
    }),
    SETTINGS,
  )
})

test('property: the order of rounds within a generation changes nothing', () => {
  fc.assert(
    fc.property(times, times, (above, below) => {
      const turned = (row: number[]) => row.map((_, at) => row[at - (at % 3) + ((at + 1) % 3)] ?? 0)
      sameInterval(intervalOf(turned(above), turned(below)), intervalOf(above, below))
    }),
    SETTINGS,
  )
})

test('property: the estimate lies within the interval', () => {
  fc.assert(
    fc.property(times, times, (above, below) => {
      const { estimate, low, high } = intervalOf(above, below)
      assert.ok(low <= estimate && estimate <= high)
    }),
    SETTINGS,
  )
})
