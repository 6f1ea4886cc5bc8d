import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVENLY, type GenerationValue } from '../stats/index.js'
import { changeOf, meanSide, type Sides, sideOf, sidesOf } from './interval.js'

const values = (...all: readonly number[]): GenerationValue[] =>
  all.map((value, at) => ({ generation: at, unit: at, value }))

const OLD = values(0, 0.01, 0.02, 0.03)
const NOW = values(0.11, 0.12, 0.14, 0.15)

const held = (old: readonly GenerationValue[], now: readonly GenerationValue[]): Sides =>
  sidesOf(sideOf(old, EVENLY), sideOf(now, EVENLY), false)

test("the estimate is new over old, inside Welch's interval, which widens with the level", () => {
  const change = changeOf(held(OLD, NOW), 0.95)
  assert.ok(change?.interval)
  assert.ok(Math.abs(Math.log(change.estimate) - 0.115) < 1e-12)
  assert.ok(Math.abs(change.interval.estimate - change.estimate) < 1e-12)
  // Squares about the means are 5 and 10 of 0.0001, over 4 x 3: a standard error of 0.01118; with
  // (5 + 10)^2 / ((25 + 100) / 3) = 5.4 degrees of freedom Student's t is 2.5149.
  const half = Math.log(change.interval.high / change.estimate)
  assert.ok(Math.abs(half / Math.sqrt(0.0015 / 12) - 2.5149) < 1e-3, `${half}`)
  const wider = changeOf(held(OLD, NOW), 0.99)?.interval
  assert.ok(wider && wider.low < change.interval.low && wider.high > change.interval.high)
})

test('one run on both sides differs by nothing', () => {
  const one = sideOf(OLD, EVENLY)
  const change = changeOf(sidesOf(one, one, true), 0.95)
  assert.deepEqual(change, { estimate: 1, interval: { estimate: 1, low: 1, high: 1 } })
})

test('one generation has an estimate alone, none nothing', () => {
  const one = held(OLD, values(0.3))
  assert.equal(one.sample, undefined)
  assert.equal(changeOf(one, 0.95)?.interval, undefined)
  assert.ok(changeOf(one, 0.95)?.estimate)
  assert.equal(changeOf(held(OLD, []), 0.95), undefined)
})

test('a mean over figures is taken within generations; one without values leaves none', () => {
  const mean = meanSide([sideOf(OLD, EVENLY), sideOf(NOW, EVENLY)])
  assert.ok(Math.abs((mean.estimate ?? 0) - 0.0725) < 1e-12)
  assert.equal(mean.sample?.freedom, 3)
  assert.equal(meanSide([sideOf(OLD, EVENLY), sideOf([], EVENLY)]).estimate, undefined)
  assert.equal(meanSide([]).estimate, undefined)
})
