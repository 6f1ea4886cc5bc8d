import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../fixtures/random.js'
import {
  changeOf,
  type Groups,
  isClaim,
  meanSide,
  type Priors,
  priorsOfCells,
  type Sides,
  sideOf,
} from './interval.js'

const NO_PRIORS: Priors = { old: undefined, new: undefined }
const random = seededRandom(7)

/** Rounds around a logarithm, whose generations differ by `sd`. */
function drawn(centre: number, sd: number, generations = 6, rounds = 4): Groups {
  return new Map(
    Array.from({ length: generations }, (_, generation) => {
      const own = centre + sd * random.normal()
      return [generation, Array.from({ length: rounds }, () => own + 0.1 * sd * random.normal())]
    }),
  )
}

const sidesOf = (old: Groups, now: Groups): Sides => ({ old: sideOf(old), new: sideOf(now) })

test('the estimate is new over old, inside its interval, which widens with the level', () => {
  const sides = sidesOf(
    new Map([
      [0, [0, 0.01]],
      [1, [0.02]],
    ]),
    new Map([
      [0, [0.1]],
      [1, [0.12]],
    ]),
  )
  const change = changeOf(sides, NO_PRIORS, 0.9)
  assert.ok(change?.interval)
  assert.ok(Math.abs(Math.log(change.estimate) - 0.1) < 1e-12)
  assert.ok(Math.abs(change.interval.estimate - change.estimate) < 1e-12)
  const { low, high } = change.interval
  assert.ok(low < change.estimate && change.estimate < high)
  const wider = changeOf(sides, NO_PRIORS, 0.99)?.interval
  assert.ok(wider && wider.low < low && wider.high > high)
})

test('many figures of one run make each of their intervals narrower, and hold the truth', () => {
  const all = Array.from({ length: 200 }, () => sidesOf(drawn(0, 0.02), drawn(0.05, 0.02)))
  const priors = priorsOfCells(new Map([['a cell', all]]))('a cell')
  const level = 0.999
  const widths = (with_: Priors) =>
    all.map((sides) => {
      const { low = 0, high = 0 } = changeOf(sides, with_, level)?.interval ?? {}
      return Math.log(high / low)
    })
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  assert.ok(mean(widths(priors)) < 0.8 * mean(widths(NO_PRIORS)))
  const held = all.filter((sides) => {
    const interval = changeOf(sides, priors, level)?.interval
    return interval && interval.low < Math.exp(0.05) && interval.high > Math.exp(0.05)
  })
  // One in a thousand should miss.
  assert.ok(held.length >= 197, `${held.length} of 200`)
})

test('one generation has an estimate alone, none nothing', () => {
  const many = drawn(0, 0.01)
  const one = sidesOf(many, new Map([[0, [0.3]]]))
  assert.equal(isClaim(one), false)
  assert.equal(changeOf(one, NO_PRIORS, 0.95)?.interval, undefined)
  assert.ok(changeOf(one, NO_PRIORS, 0.95)?.estimate)
  assert.equal(changeOf(sidesOf(many, new Map()), NO_PRIORS, 0.95), undefined)
})

test('a mean over figures is that of their estimates; one without rounds leaves none', () => {
  const [one, other] = [sideOf(drawn(0, 0.01)), sideOf(drawn(0.4, 0.01))]
  const mean = meanSide([one, other])
  assert.ok(
    Math.abs((mean.estimate ?? 0) - ((one.estimate ?? 0) + (other.estimate ?? 0)) / 2) < 1e-12,
  )
  assert.ok(mean.sample)
  assert.equal(meanSide([one, sideOf(new Map())]).estimate, undefined)
  assert.equal(meanSide([]).estimate, undefined)
})
