import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publishedSeries } from './published.js'

test('the published figures can be read, each series under an id of its own', () => {
  const series = publishedSeries()
  const ids = series.map(({ id }) => id)
  assert.ok(ids.includes('chen-2021-smmuv3'))
  assert.equal(new Set(ids).size, ids.length)
})

test('a series with a before has one in every row, and no other has', () => {
  for (const { id, before, rows } of publishedSeries()) {
    for (const row of rows) assert.equal(row.before !== undefined, before !== null, id)
  }
})

test('a figure is as it was transcribed', () => {
  const chen = publishedSeries().find(({ id }) => id === 'chen-2021-smmuv3')
  const row = chen?.rows.find((r) => r.op === 'unmap' && r.threads === 1 && r.bytes === 1048576)
  assert.equal(row?.before, 53.9)
  assert.equal(row?.after, 19.3)
  assert.equal(chen?.unit, 'us')
})
