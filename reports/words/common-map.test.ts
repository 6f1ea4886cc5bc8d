import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analysis, CommonMap, Interval, Ratio } from '../../results/analysis/types.js'
import { sampleAnalysis } from '../fixtures/analyses.js'
import { answers } from './answer.js'
import { commonMaps } from './common-map.js'
import { cellGroups } from './groups.js'

const every = sampleAnalysis({ extent: 'all' })
const BY_PAGE = '2M@4K/mapped-by-page'

const of = (estimate: number, low: number, high: number): Interval => ({ estimate, low, high })

/** One comparison of unmap-pages at 2M, and no other. */
function known(judged: Ratio | undefined): Analysis {
  const maps: CommonMap[] =
    judged === undefined
      ? []
      : [
          {
            cell: BY_PAGE,
            like: '2M@4K',
            row: 'ts/unmap-pages',
            own: of(4.4, 4.3, 4.5),
            common: of(4, 3.9, 4.1),
            judged,
          },
        ]
  const cells = every.cells.filter(({ id }) => id === '2M@4K' || id === BY_PAGE)
  return { ...every, cells, commonMaps: maps }
}

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
  assert.equal(group.cells[0]?.figures['ts/punt']?.map?.work, 'same-calls')
})

test('that cache state has a part is told where it is resolved, and else what could have been seen', () => {
  const open: Ratio = {
    interval: of(1.1, 0.3, 4.1),
    verdict: 'not-resolved',
    smallestResolvable: 3.33,
  }
  assert.match(
    told(known(open)),
    /: unmap-pages 1\.10 x at 2M\. Whether cache state has a part in the result is not resolved \(smallest resolvable: 4\.33 x\)\.$/,
  )
  assert.match(
    told(known({ ...open, verdict: 'resolved', side: 'above' })),
    /Cache state has a part in 1 of 1 comparison: unmap-pages at 2M \(4\.40 x \[4\.30, 4\.50\] and 4\.00 x \[3\.90, 4\.10\]\)\.$/,
  )
})

test('without intervals after both maps it is open', () => {
  assert.match(told(known(undefined)), /^open, since this run has no intervals/)
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
