import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PLANTED } from './family.js'
import { type FamilyScore, LEVELS } from './score.js'
import { calibrationText, promisesOf } from './text.js'

/** A family of 200 null comparisons. */
function family(adjusted: number, unadjusted: number): FamilyScore {
  return {
    nulls: 200,
    adjusted,
    unadjusted,
    covered: [...LEVELS],
    planted: PLANTED.map((share) => ({
      comparisons: 30,
      found: 3,
      estimate: share,
      within: [0.001, 0.002] as [number, number],
    })),
    rounds: [12, 48],
  }
}

const kept = (families: FamilyScore[]) => promisesOf({ busy: 0, families }).map((one) => one.kept)

test('18 clean families of 20 keep the promise, 17 do not', () => {
  const families = (clean: number) =>
    Array.from({ length: 20 }, (_, at) => family(at < clean ? 0 : 1, 10))
  assert.deepEqual(kept(families(18)), [true, true])
  assert.deepEqual(kept(families(17)), [false, true])
})

test('4 to 16 of 200 unadjusted keep the promise', () => {
  assert.deepEqual(
    [3, 4, 16, 17].map((unadjusted) => kept([family(0, unadjusted)])[1]),
    [false, true, true, false],
  )
})

test('the page has a part for each half, and tells what was kept and what was not', () => {
  const text = calibrationText({
    date: '2026-01-02',
    machine: 'Synthetic CPU',
    version: '0.1.0',
    timeSeconds: 60,
    halves: [
      { busy: 0, families: [family(0, 10), family(0, 12)] },
      { busy: 4, families: [family(2, 40)] },
    ],
    agreement: { repeats: 3, figures: 9, spread: [0.01, 0.2], held: 0.97, contradictions: 1 },
  })
  assert.match(text, /and has 60 s\./)
  assert.match(text, /## Nothing else running\n\n2 families of 200 null comparisons/)
  assert.match(text, /2 of 2 \| yes/)
  assert.match(text, /## 4 busy processes beside\n\n1 family of 200/)
  assert.match(text, /0 of 1 \| \*\*no\*\*/)
  assert.match(text, /20\.0 % in the mean, .* \*\*no\*\*/)
  assert.match(text, /\| 10 % \| 6 of 60 \(10 %\) \| 10\.00 % \| 0\.10 % \| 0\.20 % \|/)
  assert.match(text, /1 figure was resolved to be faster by one repeat and slower by another/)
})
