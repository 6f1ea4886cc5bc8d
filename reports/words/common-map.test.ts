import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis, Interval } from '../../results/analysis/types.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { answers } from './answer.js'
import { commonMaps } from './common-map.js'
import { cellGroups } from './groups.js'

const every = sampleAnalysis({ extent: 'all' })
const BY_PAGE = '2M@4K/mapped-by-page'

const of = (estimate: number, low: number, high: number): Interval => ({ estimate, low, high })

/** Unmap of unmap-pages at 2M after its own map and after the common one, and no other figure. */
function known(own: Interval, common: Interval | undefined): Analysis {
  const cells = every.cells.flatMap((cell) => {
    if (cell.id !== '2M@4K' && cell.id !== BY_PAGE) return []
    const speedup = cell.id === BY_PAGE ? common : own
    const unmap = cell.figures['ts/unmap-pages']?.unmap
    if (unmap === undefined) return []
    const { speedup: _, ...figure } = unmap
    const figures = { 'ts/unmap-pages': { unmap: { ...figure, ...(speedup && { speedup }) } } }
    return [{ ...cell, figures }]
  })
  return { ...every, cells, rows: every.rows.filter(({ id }) => figuresOf(id)) }
}

const figuresOf = (id: string) => ['ts/per-page', 'ts/unmap-pages'].includes(id)

const told = (analysis: Analysis) =>
  answers(analysis).find(({ about }) => about === 'common-map')?.text ?? ''

test('each cell that all map alike is held against the same buffer of the sweep', () => {
  const [group] = cellGroups(every).filter(({ workload }) => workload === 'common-map')
  assert.ok(group)
  const all = commonMaps(every, group)
  const shapes = ['unmap-pages', 'map-unmap-pages', 'punt', 'punt-range']
  assert.deepEqual(
    all.map(({ cell, row }) => `${cell.bufferBytes} ${row.shape}`),
    [65536, 2097152].flatMap((bytes) => shapes.map((shape) => `${bytes} ${shape}`)),
  )
  assert.deepEqual(group.ops, ['map', 'unmap'])
  assert.equal(group.cells[0]?.figures['ts/punt']?.map?.verdict, 'same-work')
})

test('where intervals overlap cache state is told not to decide, where they lie apart to have a part', () => {
  const alike = told(known(of(4.4, 4.2, 4.6), of(4, 3.8, 4.25)))
  assert.match(alike, /: unmap-pages 1\.10 x at 2M\. The intervals overlap in this one comparison/)
  assert.match(
    alike,
    /cache state is seen not to decide the result; a difference below 11 % would not have been seen\.$/,
  )
  const apart = told(known(of(4.4, 4.3, 4.5), of(4, 3.9, 4.1)))
  assert.match(
    apart,
    /lie apart in 1 of 1 comparison: unmap-pages at 2M \(4\.40 x \[4\.30, 4\.50\] and 4\.00 x \[3\.90, 4\.10\]\); there cache state has a part in the result\.$/,
  )
})

test('without intervals after both maps it is open', () => {
  assert.match(told(known(of(4.4, 4.3, 4.5), undefined)), /^open, since this run has no intervals/)
})

test('no mean rests on it', () => {
  const without = sampleAnalysis({
    extent: 'all',
    withoutCells: every.cells.flatMap(({ id, workload }) =>
      workload === 'common-map' ? [id] : [],
    ),
  })
  assert.deepEqual(
    every.means.map(({ cells, layout, mode, op, row }) => [layout, mode, row, op, cells]),
    without.means.map(({ cells, layout, mode, op, row }) => [layout, mode, row, op, cells]),
  )
  assert.equal(told(without), '')
})
