import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../fixtures/random.js'
import { moderate, priorOf, priorsOf } from './moderate.js'
import type { Sample } from './sample.js'

const FREEDOM = 5

/** Standard errors of as many comparisons, from normal values whose variance is `varianceOf(at)`. */
function draw(count: number, varianceOf: (at: number) => number, rounds = 1): Sample[] {
  const random = seededRandom(11)
  return Array.from({ length: count }, (_, at) => {
    let squares = 0
    for (let value = 0; value < FREEDOM; value++) squares += random.normal() ** 2
    return {
      estimate: 0,
      variance: (varianceOf(at) * squares) / FREEDOM / rounds,
      freedom: FREEDOM,
      rounds,
    }
  })
}

test('variances that are all the same are known as well as all of them together', () => {
  const samples = draw(2000, () => 4)
  const prior = priorOf(samples)
  assert.ok(prior)
  assert.ok(Math.abs(prior.variance / 4 - 1) < 0.05, `${prior.variance}`)
  assert.ok(prior.freedom > 100, `${prior.freedom}`)
})

test('variances that differ leave each with what is its own', () => {
  const samples = draw(2000, (at) => [0.01, 1, 100][at % 3])
  const prior = priorOf(samples)
  assert.ok(prior && prior.freedom < 2, `${prior?.freedom}`)
  const [sample] = samples
  const { freedom, variance } = moderate(sample, prior)
  assert.equal(freedom, FREEDOM + prior.freedom)
  assert.ok(
    Math.abs(
      variance -
        (FREEDOM * sample.variance + prior.freedom * prior.variance) / (FREEDOM + prior.freedom),
    ) < 1e-12,
  )
})

/** Variances of true ones that scatter as a prior's with `freedom` degrees of freedom about `middle` do. */
function scattered(count: number, middle: number, freedom: number): Sample[] {
  const random = seededRandom(5)
  return draw(count, () => {
    let squares = 0
    for (let value = 0; value < freedom; value++) squares += random.normal() ** 2
    return (middle * freedom) / squares
  })
}

test('known answer: a prior of 10 degrees of freedom about 4 is found, by run and by cells of eight', () => {
  const samples = scattered(4000, 4, 10)
  const cells = new Map(
    Array.from({ length: 500 }, (_, at) => [`${at}`, samples.slice(8 * at, 8 * at + 8)]),
  )
  const whole = priorOf(samples)
  const own = priorsOf(cells)('0')
  assert.ok(whole && own)
  assert.ok(Math.abs(whole.variance / 4 - 1) < 0.05, `${whole.variance}`)
  for (const { freedom } of [whole, own]) assert.ok(Math.abs(freedom / 10 - 1) < 0.15, `${freedom}`)
  assert.notEqual(own.variance, whole.variance)
})

test('rounds are reckoned with: four times as many make a variance a quarter', () => {
  const one = priorOf(draw(500, () => 4))
  const four = priorOf(draw(500, () => 4, 4))
  assert.ok(one && four)
  assert.ok(Math.abs(four.variance / one.variance - 1) < 1e-9)
  const sample = { estimate: 0, variance: 1, freedom: FREEDOM, rounds: 4 }
  const prior = { variance: 4, freedom: 20 }
  assert.equal(moderate(sample, prior).variance, 1)
})

test('too few comparisons learn nothing from each other', () => {
  const samples = draw(7, () => 4)
  assert.equal(priorOf(samples), undefined)
  assert.deepEqual(moderate(samples[0], undefined), samples[0])
})

test('a standard error of nothing is not believed', () => {
  const { variance } = moderate({ estimate: 0, variance: 0, freedom: 5, rounds: 4 }, undefined)
  assert.equal(Math.sqrt(variance), 0.00005)
})

test('cells scatter about middles of their own, as much in each', () => {
  const cells = new Map([
    ['quiet', draw(1000, () => 0.01)],
    ['noisy', draw(1000, () => 100)],
  ])
  const priors = priorsOf(cells)
  const [quiet, noisy] = ['quiet', 'noisy'].map((cell) => priors(cell))
  assert.ok(quiet && noisy)
  assert.ok(Math.abs(quiet.variance / 0.01 - 1) < 0.1, `${quiet.variance}`)
  assert.ok(Math.abs(noisy.variance / 100 - 1) < 0.1, `${noisy.variance}`)
  // Within a cell all are the same, though the run's are not.
  assert.ok(quiet.freedom > 50 && quiet.freedom === noisy.freedom, `${quiet.freedom}`)
  assert.ok((priorOf([...cells.values()].flat())?.freedom ?? 0) < 2)
})

test('a cell with few comparisons is taken as the whole run is', () => {
  const samples = draw(100, () => 4)
  const cells = new Map([
    ['large', samples.slice(0, 90)],
    ['small', samples.slice(90, 97)],
  ])
  const whole = priorOf(samples.slice(0, 97))
  assert.deepEqual(priorsOf(cells)('small'), whole)
  assert.deepEqual(priorsOf(cells)('not there'), whole)
  assert.notDeepEqual(priorsOf(cells)('large'), whole)
  assert.deepEqual(
    priorsOf(new Map([['small', samples.slice(0, 8)]]))('small'),
    priorOf(samples.slice(0, 8)),
  )
  assert.equal(priorsOf(new Map([['small', samples.slice(0, 7)]]))('small'), undefined)
})
