import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SYNTHETIC_CELLS, syntheticResult } from '../fixtures/synthetic.js'
import { analyse } from './analyse.js'
import { cellOf, figure, timed } from './testing.js'

const QUIET = { noise: { generation: 0, round: 0, row: 0 } }

test('an engine that was not meant to be timed is not missing', () => {
  const result = timed(() => 1)
  for (const cell of result.cells) {
    delete cell.ns['ts/unmap-pages']
    cell.untimed['ts/unmap-pages'] = { why: 'not-timed', reason: 'only counted' }
  }
  const analysis = analyse(result)
  const one = figure(analysis, '64K@4K', 'unmap-pages', 'unmap')
  assert.equal(one.verdict, 'untimed')
  assert.ok(one.counts?.driverCalls)
  assert.equal(cellOf(analysis, '64K@4K').untimed['ts/unmap-pages']?.reason, 'only counted')
})

test('rows of another tier have a baseline of their own, or none', () => {
  const result = timed(({ row }) => (row === 'ts/punt-range' ? 0.5 : 1))
  for (const row of result.rows) if (row.shape === 'punt-range') row.tier = 'native'
  const analysis = analyse(result)
  const other = figure(analysis, '64K@4K', 'punt-range', 'unmap')
  assert.equal(other.verdict, 'not-resolved')
  assert.equal(other.speedup, undefined)
  assert.ok(other.nsPerOperation)
  assert.deepEqual(figure(analysis, '64K@4K', 'unmap-pages', 'unmap').left, {})
})

test('a row that died keeps what it gave before; afterwards it is missing', () => {
  const analysis = analyse(
    syntheticResult({ fail: { row: 'ts/map-unmap-pages', cell: '1M@4K', generation: 0 } }),
  )
  assert.equal(figure(analysis, '64K@4K', 'map-unmap-pages', 'map').rounds, 2)
  assert.equal(figure(analysis, '64K@4K', 'map-unmap-pages', 'map').verdict, 'not-resolved')
  const gone = figure(analysis, '1M@4K', 'map-unmap-pages', 'map')
  assert.equal(gone.verdict, 'missing')
  assert.equal(gone.nsPerOperation, undefined)
  assert.equal(analysis.rows.find(({ id }) => id === 'ts/map-unmap-pages')?.failure?.kind, 'died')
  assert.equal(figure(analysis, '1M@4K', 'unmap-pages', 'unmap').verdict, 'resolved')
})

test('nothing is believed of a row that did wrong work', () => {
  const result = syntheticResult({
    fail: { row: 'ts/punt-range', cell: '64M@4K', generation: 4, kind: 'wrong' },
  })
  const analysis = analyse(result)
  assert.equal(figure(analysis, '4K@4K', 'punt-range', 'unmap').verdict, 'missing')
  assert.deepEqual(figure(analysis, '64K@4K', 'per-page', 'unmap').left, {})
})

test('without the baseline there are times and no ratios', () => {
  for (const options of [
    { withoutRows: ['ts/per-page'] },
    { fail: { row: 'ts/per-page', cell: '4K@4K', generation: 0 } },
  ]) {
    const analysis = analyse(syntheticResult(options))
    const one = figure(analysis, '64K@4K', 'unmap-pages', 'unmap')
    assert.equal(one.verdict, 'not-resolved')
    assert.equal(one.speedup, undefined)
    assert.ok(one.nsPerOperation)
    assert.deepEqual(analysis.means, [])
  }
})

test('cells without rounds stay, and what they lack is missing', () => {
  const analysis = analyse(syntheticResult({ interrupt: { generation: 0, cell: '64K@4K' } }))
  assert.equal(analysis.cells.length, SYNTHETIC_CELLS.length)
  assert.deepEqual(
    analysis.cells.map(({ rounds, generations }) => [rounds, generations]),
    [[2, 1], ...SYNTHETIC_CELLS.slice(1).map(() => [0, 0])],
  )
  for (const row of Object.values(analysis.cells[1]?.figures ?? {})) {
    for (const { verdict } of Object.values(row)) assert.equal(verdict, 'missing')
  }
  assert.deepEqual(analysis.cells[1]?.nullBand, {})
  assert.equal(analysis.run.rounds, 2)
})

test('a run interrupted before its first round, and a row without any column, are analysed', () => {
  const result = syntheticResult({ interrupt: { generation: 0, cell: '4K@4K' } })
  for (const cell of result.cells) cell.ns = {}
  const analysis = analyse(result)
  assert.equal(figure(analysis, '4K@4K', 'per-page', 'sum').verdict, 'missing')
  assert.equal(analysis.family.comparisons, 0)
})

test('one generation gives estimates, and resolves nothing', () => {
  const analysis = analyse(syntheticResult({ generations: 1, ...QUIET }))
  const one = figure(analysis, '1M@4K', 'punt-range', 'unmap')
  assert.equal(one.verdict, 'not-resolved')
  assert.equal(one.speedup, undefined)
  assert.equal(one.smallestResolvable, undefined)
  assert.ok((one.estimate ?? 0) > 5)
  assert.deepEqual(analysis.cells[2]?.smallestResolvable, {})
  assert.deepEqual(analysis.means, [])
})
