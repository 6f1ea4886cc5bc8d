import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../results/fixtures/synthetic.js'
import { PLANTED, plantedOf } from './family.js'
import { LEVELS, scoreFamily } from './score.js'
import { BASELINE, familyOf } from './testing.js'

const planted = (share: number) => [`${BASELINE}~plus-${100 * share}%`, 1 + share] as const

test('what a row does more is told by its id', () => {
  assert.deepEqual(
    ['ts/per-page', 'ts/per-page~null-3', 'native/per-page~plus-1%', 'x~plus-2.5%'].map(plantedOf),
    [0, 0, 0.01, 0.025],
  )
})

test('planted effects are found and held; a null row that truly differs is called different', () => {
  const cells = syntheticResult().cells
  const comparisons = cells.reduce((sum, { ops }) => sum + (ops.length === 2 ? 3 : 1), 0)
  const honest = scoreFamily(
    familyOf({
      [`${BASELINE}~null-0`]: 1,
      ...Object.fromEntries(PLANTED.map(planted)),
    }),
  )
  assert.equal(honest.nulls, comparisons)
  assert.equal(honest.adjusted, 0)
  assert.deepEqual(honest.rounds, [20, 20])
  for (const [at, share] of PLANTED.entries()) {
    const score = honest.planted[at]
    assert.ok(score)
    assert.equal(score.comparisons, comparisons)
    assert.equal(score.found, comparisons)
    assert.ok(Math.abs(score.estimate - share) < 0.001, `${share} is seen as ${score.estimate}`)
    assert.ok(score.within[0] <= score.within[1] && score.within[1] < 0.002)
  }
  const [half, , , most] = honest.covered
  assert.equal(honest.covered.length, LEVELS.length)
  assert.ok(half !== undefined && most !== undefined && half < most && most > 0.95)

  const wrong = scoreFamily(familyOf({ [`${BASELINE}~null-0`]: 1.1 }))
  assert.equal(wrong.adjusted, comparisons)
  assert.equal(wrong.unadjusted, comparisons)
  assert.deepEqual(
    wrong.covered,
    LEVELS.map(() => 0),
  )
})

test('an effect on the other side is not found', () => {
  const faster = scoreFamily(familyOf({ [`${BASELINE}~plus-10%`]: 0.9 }))
  assert.equal(faster.planted[PLANTED.indexOf(0.1)]?.found, 0)
})
