import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { cellGroups } from './groups.js'
import { cellLabels, formatPageSizes, listWords } from './terms.js'

const cell = sampleAnalysis().cells[4]

test('labels are as short as tells cells apart', () => {
  assert.ok(cell)
  const { pgsizeBitmap } = cell
  const two = { ...cell, id: 'b', title: '64M, two', pgsizeBitmap: pgsizeBitmap | (2 * 1024 ** 2) }
  const same = { ...two, id: 'c', title: '64M, three' }
  const double = { ...same, id: 'd' }
  assert.deepEqual([...cellLabels([cell]).values()], ['64M'])
  assert.deepEqual([...cellLabels([cell, two]).values()], ['64M, 4K', '64M, 4K+2M'])
  assert.deepEqual(
    [...cellLabels([cell, two, same]).values()],
    ['64M, 4K', '64M, two', '64M, three'],
  )
  assert.deepEqual([...cellLabels([same, double]).values()], ['c', 'd'])
})

test('page sizes of a bitmap', () => {
  assert.equal(formatPageSizes(0x1000), '4K')
  assert.equal(formatPageSizes(0x40201000), '4K+2M+1G')
})

test('lists', () => {
  assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listWords), [
    '',
    'a',
    'a and b',
    'a, b and c',
  ])
})

test('groups never mix layouts, modes or kinds of workload, and hold every cell once', () => {
  const analysis = sampleAnalysis()
  const lazy = analysis.cells.map((one) => ({
    ...one,
    id: `${one.id}/lazy`,
    mode: 'coherent-lazy' as const,
  }))
  const groups = cellGroups({ ...analysis, cells: [...analysis.cells, ...lazy] })
  for (const { cells, layout, mode, workload } of groups) {
    assert.ok(
      cells.every((one) => one.layout === layout && one.mode === mode && one.workload === workload),
    )
  }
  const ids = groups.flatMap(({ cells }) => cells.map(({ id }) => id))
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(ids.length, 2 * analysis.cells.length)
  assert.equal(new Set(groups.map(({ heading }) => heading)).size, groups.length)
})
