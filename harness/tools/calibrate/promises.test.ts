import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agreement } from './agreement.js'
import { type Found, foundBetween, foundIn, isTrue } from './promises.js'
import type { FamilyScore } from './score.js'
import { PLANTED } from './set.js'

/** A family of 200 null comparisons and 100 of each planted effect. */
function family(change: Partial<FamilyScore> = {}, own = 100, byHolm = 100): FamilyScore {
  return {
    generations: 28,
    nulls: 200,
    toldApart: 0,
    missed: 0.05,
    judged: { nulls: 150, resolved: 0 },
    planted: PLANTED.map(() => ({ comparisons: 100, own, byHolm })),
    halfWidths: [0.004, 0.006],
    ...change,
  }
}

const AGREED: Agreement = {
  repeats: 3,
  comparisons: 300,
  figures: 200,
  halfWidths: [0.006, 0.017],
  spread: [0.005, 0.02],
  missed: 0.05,
  z: 1,
  contradictions: 0,
}

const kept = (found: readonly Found[]) => found.flatMap(({ promise }) => promise?.kept ?? [])
const half = (families: FamilyScore[], busy = 0) => foundIn({ busy, families }, 300)

test('17 clean families of 20 keep the promise, 16 do not and are untrue', () => {
  const families = (clean: number) =>
    Array.from({ length: 20 }, (_, at) => family({ toldApart: at < clean ? 0 : 1 }))
  assert.deepEqual(kept(half(families(17))), [true, true, true, true, true])
  assert.deepEqual(kept(half(families(16))), [true, false, true, true, true])
  assert.ok(isTrue(half(families(17))) && !isTrue(half(families(16))))
})

test('4 to 6.5 % of nulls may be missed in the mean', () => {
  const missed = (...shares: number[]) => half(shares.map((share) => family({ missed: share })))
  const shares = [[0.039], [0.04], [0.065], [0.066], [0.02, 0.09]]
  assert.deepEqual(
    shares.map((each) => kept(missed(...each))[0]),
    [false, true, true, false, true],
  )
  // Too few is too wide.
  assert.deepEqual(
    shares.map((each) => isTrue(missed(...each))),
    [true, true, true, false, true],
  )
})

test('effects that are not found break a promise, and nothing is untrue; beside busy processes none is made', () => {
  const lost = [family({}, 94, 84), family({}, 94, 84)]
  assert.deepEqual(kept(half(lost)), [true, true, true, false, false])
  assert.ok(isTrue(half(lost)))
  assert.deepEqual(kept(half(lost, 4)), [true, true])
  assert.equal(half(lost, 4).length, half(lost).length)
})

test('repeats keep their promises to the last digit; opposite directions alone are untrue', () => {
  const all = (change: Partial<Agreement>) => foundBetween({ ...AGREED, ...change })
  assert.deepEqual(kept(all({})), [true, true, true, true])
  assert.deepEqual(kept(all({ contradictions: 1 })), [false, true, true, true])
  assert.ok(!isTrue(all({ contradictions: 1 })))
  const wide: Partial<Agreement> = { missed: 0.08, spread: [0, 0.021], halfWidths: [0.006, 0.019] }
  assert.deepEqual(kept(all(wide)), [true, false, false, false])
  assert.ok(isTrue(all(wide)))
})
