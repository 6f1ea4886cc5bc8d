import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRight, scoreShort, shortText } from './short.js'
import { familyOf, HONEST } from './testing.js'

test('families drawn from noise of processes are right', () => {
  const measured = familyOf(HONEST, { generations: 24, generation: 0.005 })
  const score = scoreShort(measured, 16, 300)
  assert.deepEqual([score.measured, score.generations], [24, 16])
  assert.ok(isRight(score), `${score.missed}`)
  assert.ok(score.clean > 0.9 && score.found[2] > 0.95 && score.found[0] < score.found[1])
  assert.match(shortText(score), /^200 families of 16 generations, drawn from 24/)
  assert.doesNotMatch(shortText(score), /WRONG/)
})

test('too many misses are wrong, and so are too few', () => {
  const score = { measured: 96, generations: 28, clean: 1, found: [1, 1, 1] }
  assert.deepEqual(
    [0.004, 0.005, 0.05, 0.07, 0.071].map((missed) => isRight({ ...score, missed })),
    [false, true, true, true, false],
  )
  assert.match(
    shortText({ ...score, missed: 0.12 }),
    /12\.0 %; 0.5 to 7 % is right, so THIS IS WRONG/,
  )
})
