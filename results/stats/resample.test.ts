import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawsFor, type Form } from './resample.js'

const FORM: Form = [
  [0, 2],
  [1, 3],
  [4, 1],
]
const STARTS = [0, 2, 5]

test('a generation as it is has each of its rounds once each time that it is drawn', () => {
  const { draws } = drawsFor([FORM], false)
  assert.equal(draws.length, 200)
  for (const [places] of draws) {
    const times = (place: number) => places?.filter((one) => one === place).length
    for (const [at, [, rounds]] of FORM.entries()) {
      const start = STARTS[at]
      assert.ok(start !== undefined)
      for (let round = 1; round < rounds; round++) {
        assert.equal(times(start + round), times(start))
      }
    }
  }
})

test('rounds that are drawn anew stay within their generation', () => {
  const [first] = drawsFor([[[0, 50]], [[0, 2]]], true).draws
  assert.ok(first?.[0] && first[1])
  assert.equal(first[0].length, 50)
  const different = new Set(first[0]).size
  assert.ok(different > 20 && different < 45, `${different} of 50`)
  assert.ok(first[1].every((place) => place < 2))
})

test('all contrasts are drawn the same, and a draw that leaves one without rounds is left out', () => {
  const part: Form = [
    [0, 2],
    [4, 1],
  ]
  const { draws } = drawsFor([FORM, part], true)
  assert.ok(draws.length < 200 && draws.length > 100, `${draws.length}`)
  for (const [whole, some] of draws) {
    const of4 = whole?.filter((place) => place === 5).length
    assert.equal(some?.filter((place) => place === 2).length, of4)
  }
})

test('every generation is drawn about as often as every other', () => {
  const all = drawsFor([FORM], false).draws.flatMap(([places]) => [...(places ?? [])])
  for (const start of STARTS) {
    const share = all.filter((place) => place === start).length / (200 * FORM.length)
    assert.ok(share > 0.27 && share < 0.4, `${share}`)
  }
})
