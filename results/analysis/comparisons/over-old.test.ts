import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { withTimes } from '../../fixtures/times.js'
import type { Result } from '../../record/schema.js'
import { analyse } from '../analyse.js'
import { near } from '../testing.js'

/** Its punt-range is called what a tree's own `.map` and `.unmap` are. */
function withOld(result: Result = syntheticResult()): Result {
  const rows = result.rows.map((row) =>
    row.shape === 'punt-range' ? { ...row, shape: 'old-map-unmap' } : row,
  )
  return { ...result, rows }
}

test('unmap_pages is held against what a tree did before it, in unmaps and where both are mixed', () => {
  const { cells, overOld } = analyse(
    withTimes(withOld(), ({ row }) => (row === 'ts/unmap-pages' ? 250 : 1000)),
  )
  const unmaps = cells.filter(({ ops }) => ops.includes('unmap')).map(({ id }) => id)
  const mixed = cells.filter(({ ops }) => ops.includes('mixed')).map(({ id }) => id)
  assert.ok(unmaps.length > 2)
  assert.deepEqual(
    overOld.map(({ cell, op }) => `${cell} ${op}`).toSorted(),
    [...unmaps.map((id) => `${id} unmap`), ...mixed.map((id) => `${id} mixed`)].toSorted(),
  )
  for (const { judged, old, row } of overOld) {
    assert.deepEqual([row, old], ['ts/unmap-pages', 'ts/punt-range'])
    near(judged.interval.estimate, 4)
  }
})

test('where no tree has any there is nothing to hold it against', () => {
  assert.deepEqual(analyse(syntheticResult()).overOld, [])
})

test('another format or tier is no baseline of it', () => {
  const result = withOld()
  const rows = result.rows.map((row) =>
    row.shape === 'unmap-pages' ? { ...row, format: 'vtd-ss' } : row,
  )
  assert.deepEqual(analyse({ ...result, rows }).overOld, [])
})
