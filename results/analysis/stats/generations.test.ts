import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meanValues, pairedValues, timeValues } from './generations.js'

const round = (values: ReadonlyArray<{ generation: number; unit: number; value: number }>) =>
  values.map(({ generation, unit, value }) => [generation, unit, Math.round(1e9 * value) / 1e9])

test("a generation's value is the log-ratio of the least of its rounds, each row's by itself", () => {
  const below = [1, 1, Math.E, 3, 1]
  const above = [Math.E ** 3, Math.E ** 9, Math.E ** 2, 9, Math.E]
  assert.deepEqual(round(pairedValues(above, below, { generation: [0, 0, 0, 4, 4] })), [
    [0, 0, 2],
    [4, 4, 1],
  ])
})

test('rounds in which one of the two has no time are no pairs, and a generation without any is absent', () => {
  const generation = [0, 0, 1, 1, 2, 2]
  const above = [null, Math.E, null, 1, Math.E ** 3]
  const below = [1, 1, 1, null, 1, null]
  assert.deepEqual(round(pairedValues(above, below, { generation })), [
    [0, 0, 1],
    [2, 2, 3],
  ])
  assert.deepEqual(pairedValues([], below, { generation }), [])
})

test('what a round does to both rows cancels', () => {
  const generation = [0, 0, 0]
  const slow = [1, 7, 100]
  const values = pairedValues(
    slow.map((by) => 3 * by),
    slow,
    { generation },
  )
  assert.deepEqual(round(values), round([{ generation: 0, unit: 0, value: Math.log(3) }]))
})

test("a row's own value is the least of its rounds, those without a time left out", () => {
  const times = [Math.E ** 3, null, Math.E, Math.E ** 2, null, 1]
  assert.deepEqual(round(timeValues(times, { generation: [0, 0, 0, 0, 1, 2] })), [
    [0, 0, 1],
    [2, 2, 0],
  ])
})

test('a unit is the link order, where there is one', () => {
  const origins = { generation: [0, 0, 1, 2], linkOrder: [5, 5, 3, 5] }
  assert.deepEqual(round(timeValues([1, 1, Math.E, 1], origins)), [
    [0, 5, 0],
    [1, 3, 1],
    [2, 5, 0],
  ])
})

test('a mean is taken within each generation that has all of its figures', () => {
  const figure = (values: Record<number, number>) =>
    Object.entries(values).map(([at, value]) => ({ generation: Number(at), unit: 9, value }))
  const figures = [figure({ 0: 1, 1: 2, 2: 5 }), figure({ 0: 3, 2: 6 }), figure({ 2: 1, 0: 8 })]
  assert.deepEqual(round(meanValues(figures)), [
    [0, 9, 4],
    [2, 9, 4],
  ])
  assert.deepEqual(meanValues([figure({ 0: 1 }), []]), [])
  assert.deepEqual(meanValues([]), [])
})
