import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../../results/fixtures/synthetic.js'
import { mean } from './numbers.js'
import { scoreFamily } from './score.js'
import { PLANTED, plantedOf } from './set.js'
import { familyOf, HONEST, NULLS, plantedRow } from './testing.js'

const COMPARISONS = 300

/** Of one row: map, unmap and sum of every cell. */
const OF_A_ROW = syntheticResult().cells.reduce(
  (sum, { ops }) => sum + (ops.length === 2 ? 3 : 1),
  0,
)

test('what a row does more is part of its id', () => {
  assert.deepEqual(
    ['ts/per-page', 'ts/per-page~null-3', 'native/per-page~plus-1%', 'x~plus-2.5%'].map(plantedOf),
    [0, 0, 0.01, 0.025],
  )
})

test('planted effects are found, and nulls that are none are left alone', () => {
  const score = scoreFamily(familyOf(HONEST), COMPARISONS)
  assert.equal(score.nulls, NULLS.length * OF_A_ROW)
  assert.equal(score.toldApart, 0)
  // Two of them are null rows then.
  assert.deepEqual(score.judged, { nulls: 5 * OF_A_ROW, resolved: 0 })
  assert.equal(score.generations, 10)
  for (const planted of score.planted) {
    assert.deepEqual(planted, { comparisons: OF_A_ROW, own: OF_A_ROW, byHolm: OF_A_ROW })
  }
  assert.equal(score.halfWidths.length, (NULLS.length + PLANTED.length) * OF_A_ROW)
})

test('a null row that truly differs is told apart, missed and resolved', () => {
  const [, , odd] = NULLS
  const score = scoreFamily(familyOf({ ...HONEST, [odd ?? '']: 1.1 }), COMPARISONS)
  assert.equal(score.toldApart, OF_A_ROW)
  assert.equal(score.judged.resolved, OF_A_ROW)
  // It is in 7 of the 28 pairs of rows, whichever is the baseline.
  assert.ok(score.missed >= 7 / 28 && score.missed < 7 / 28 + 0.08, `${score.missed}`)
})

test('nulls whose noise is that of processes are missed as often as intervals say', () => {
  const noise = { generations: 20, generation: 0.02 }
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
  const scores = seeds.map((seed) => scoreFamily(familyOf(HONEST, { ...noise, seed }), COMPARISONS))
  const missed = mean(scores.map((score) => score.missed))
  assert.ok(missed > 0.04 && missed < 0.065, `${missed}`)
  assert.ok(scores.filter(({ toldApart }) => toldApart === 0).length >= 7)
  // 1 % is lost in that noise more often than 5 %, and among many comparisons more often than alone.
  const found = (share: (typeof PLANTED)[number], how: 'own' | 'byHolm') =>
    mean(scores.map(({ planted }) => planted[PLANTED.indexOf(share)][how]))
  assert.ok(found(0.01, 'own') < found(0.02, 'own') && found(0.02, 'own') < found(0.05, 'own'))
  assert.ok(found(0.02, 'byHolm') < found(0.02, 'own'))
})

test('an effect on the other side is not found', () => {
  const family = familyOf({ ...HONEST, [plantedRow(0.05)]: 0.9 })
  const { planted } = scoreFamily(family, COMPARISONS)
  const { byHolm, own } = planted[PLANTED.indexOf(0.05)]
  assert.deepEqual([own, byHolm], [0, 0])
})
