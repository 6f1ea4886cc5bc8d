import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SharedData } from './shared-data.js'

test('what two charts share is taken out of both, and kept once', () => {
  const shared = new SharedData()
  const points = { name: 'points', values: [{ x: 1 }] }
  const filtered = { name: 'filtered', source: 'points', transform: [] }
  assert.deepEqual(shared.takeFrom({ data: [points, filtered] }).data, [
    { name: 'points' },
    filtered,
  ])
  assert.deepEqual(shared.takeFrom({ data: [structuredClone(points)] }).data, [{ name: 'points' }])
  assert.deepEqual(shared.all(), { points: [{ x: 1 }] })
})

test('other data of the same name stays in its chart', () => {
  const shared = new SharedData()
  shared.takeFrom({ data: [{ name: 'source_0', values: [1] }] })
  const other = { name: 'source_0', values: [2] }
  assert.deepEqual(shared.takeFrom({ data: [other] }).data, [other])
  assert.deepEqual(shared.all(), { source_0: [1] })
})
