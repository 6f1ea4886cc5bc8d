import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { listWords } from '../text/index.js'
import { cellGroups, timedShapes } from './groups.js'
import { cellLabels, formatPageSizes } from './terms.js'

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

test('a buffer in pieces has them in its label, whatever stands beside it', () => {
  assert.ok(cell)
  const pieces = { ...cell, id: 'b', bufferBytes: 1024 ** 2, segments: '16K' }
  assert.deepEqual([...cellLabels([cell, pieces]).values()], ['64M', '1M, 16K segments'])
})

test('labels say how a buffer lies, and name what fails or is cold by that', () => {
  assert.ok(cell)
  const lies = [
    cell,
    { ...cell, id: 'b', title: 'b', alignment: 'unaligned' as const },
    { ...cell, id: 'c', title: 'c', segments: '4K' },
    { ...cell, id: 'd', title: 'd', pgsizeBitmap: 0x201000, alignment: 'unaligned' as const },
    { ...cell, id: 'e', title: 'e', bufferBytes: 1020 * 1024 },
  ]
  assert.deepEqual(
    [...cellLabels(lies).values()],
    ['64M', '64M, 4K, unaligned', '64M, 4K segments', '64M, 4K+2M, unaligned', '1020K'],
  )
  const failing = { error: 'EEXIST' as const, at: 'mid-run' as const, page: 200, pages: 1024 }
  const fails = [
    { ...cell, failing },
    { ...cell, id: 'b', failing: { ...failing, error: 'ENOMEM' as const } },
    { ...cell, id: 'c', failing: { ...failing, at: 'table-end' as const } },
  ]
  assert.deepEqual(
    [...cellLabels(fails).values()],
    ['mid run, EEXIST', 'mid run, ENOMEM', "a table's end"],
  )
  const cold = [
    { ...cell, cold: 'tables' as const },
    { ...cell, id: 'b', cold: 'first-map' as const },
  ]
  assert.deepEqual(
    [...cellLabels(cold).values()],
    ['tables beyond the caches', 'first map into a table'],
  )
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

const every = sampleAnalysis({ extent: 'all' })

test('groups never mix layouts, modes or kinds of workload, and hold every cell once', () => {
  const groups = cellGroups(every)
  for (const { cells, layout, mode, workload } of groups) {
    assert.ok(
      cells.every((one) => one.layout === layout && one.mode === mode && one.workload === workload),
    )
  }
  const ids = groups.flatMap(({ cells }) => cells.map(({ id }) => id))
  assert.equal(new Set(ids).size, ids.length)
  assert.equal(ids.length, every.cells.length)
  assert.equal(new Set(groups.map(({ heading }) => heading)).size, groups.length)
  assert.deepEqual(
    [...new Set(groups.map(({ workload }) => workload))],
    ['sweep', 'common-map', 'mix', 'rollback', 'cold', 'trace'],
  )
})

test('limits and null rows are no shapes, and a shape is timed where no reason says otherwise', () => {
  for (const group of cellGroups(every)) {
    assert.ok(group.shapes.every(({ role }) => role === 'shape'))
    const names = timedShapes(group).map(({ shape }) => shape)
    assert.equal(names.includes('layered-rollback'), group.workload === 'rollback')
  }
})
