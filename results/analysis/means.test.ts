import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../fixtures/synthetic.js'
import { withTimes } from '../fixtures/times.js'
import { analyse } from './analyse.js'
import type { Mean } from './types.js'

function meanOf(means: readonly Mean[], layout: string, row: string, op: string): Mean | undefined {
  return means.find((mean) => mean.layout === layout && mean.row === row && mean.op === op)
}

/** Speed-up of punt-range in each cell of the keep layout, by generation: 2, 4, 8 ... */
const POWER: Record<string, number> = {
  '4K@4K': 1,
  '64K@4K': 2,
  '1M@4K': 3,
  '2M@4K': 4,
  '64M@4K': 5,
}

const result = withTimes(syntheticResult(), ({ cell, row, generation }) =>
  row === 'ts/punt-range' ? 1000 / 2 ** ((POWER[cell] ?? 6) + 0.1 * generation) : 1000,
)

test('a mean is geometric, over the cells of one layout', () => {
  const { means } = analyse(result)
  const mean = meanOf(means, 'keep', 'ts/punt-range', 'unmap')
  assert.equal(mean?.cells, 5)
  assert.ok(mean)
  // Powers 1 to 5, each in its middle generation.
  assert.ok(Math.abs(mean.speedup.estimate / 2 ** 3.2 - 1) < 1e-9)
  assert.equal(meanOf(means, 'block', 'ts/punt-range', 'unmap')?.cells, 1)
})

test('cells of the same work stay out, and so do rows that have no other', () => {
  const { means } = analyse(result)
  // One page is mapped in one call by every shape.
  assert.equal(meanOf(means, 'keep', 'ts/punt-range', 'map')?.cells, 4)
  assert.equal(meanOf(means, 'keep', 'ts/unmap-pages', 'map'), undefined)
  assert.equal(meanOf(means, 'keep', 'ts/per-page~null', 'unmap'), undefined)
  assert.equal(meanOf(means, 'keep', 'ts/per-page', 'unmap'), undefined)
})

test('traces are never averaged in', () => {
  const { means } = analyse(result)
  assert.ok(means.length > 0)
  assert.ok(means.every(({ op }) => op !== 'mixed'))
})

test('a cell with fewer generations counts as much as the others', () => {
  const interrupted = structuredClone(result)
  const cell = interrupted.cells.find(({ id }) => id === '64M@4K')
  assert.ok(cell)
  const kept = 12
  cell.rounds.generation.length = kept
  cell.rounds.order.length = kept
  for (const columns of Object.values(cell.ns)) {
    for (const column of Object.values(columns)) column.length = kept
  }
  const mean = meanOf(analyse(interrupted).means, 'keep', 'ts/punt-range', 'unmap')
  assert.equal(mean?.cells, 5)
  // Its own middle generation is now 1: (1.2 + 2.2 + 3.2 + 4.2 + 5.1) / 5.
  assert.ok(Math.abs(mean.speedup.estimate / 2 ** 3.18 - 1) < 1e-9)
})

test('a cell that the row did not reach stays out', () => {
  const failed = syntheticResult({
    fail: { row: 'ts/punt-range', cell: '2M@4K', generation: 0 },
  })
  for (const cell of failed.cells.slice(0, 3)) {
    // The row was started again, and reached these cells in all generations.
    cell.ns['ts/punt-range'] = structuredClone(cell.ns['ts/map-unmap-pages'] ?? {})
  }
  assert.equal(meanOf(analyse(failed).means, 'keep', 'ts/punt-range', 'unmap')?.cells, 3)
})
