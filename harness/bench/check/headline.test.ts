import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Layout } from '../../../results/record/index.js'
import { type Cell, cellsOf, loadSuite } from '../../../workloads/index.js'
import { headlineCells } from './headline.js'

/** As the quick suite's cells turn out by their counts. */
const LAYOUTS: Record<string, Layout> = {
  '2M@4K+2M': 'block',
  '64M@4K+2M': 'block',
  '2M@4K+2M/not-co-aligned': 'free',
  '64M@4K+2M/not-co-aligned': 'free',
  '4M@4K+2M/unaligned': 'mixed',
}

function chosen(
  cells: ReadonlyArray<{ cell: Cell }>,
  layoutOf: (cell: Cell) => Layout | undefined,
  hasSameCalls: (cell: { cell: Cell }) => boolean = () => false,
): string[] {
  return headlineCells(cells, layoutOf, hasSameCalls).map(({ cell }) => cell.id)
}

test('of the quick suite: pages of every size, and the first cell of each that changes the answer', () => {
  const cells = cellsOf(loadSuite('quick')).map((cell) => ({ cell }))
  assert.deepEqual(
    chosen(cells, ({ id }) => LAYOUTS[id] ?? 'keep'),
    [
      '4K@4K',
      '64K@4K',
      '128K@4K',
      '2M@4K',
      '64M@4K',
      '2M@4K+2M/not-co-aligned',
      '2M@4K+2M',
      '2M@4K/lazy',
      '2M@4K/non-coherent',
    ],
  )
})

test('a cell whose layout is not known is none of them, but for its mode', () => {
  const cells = cellsOf(loadSuite('quick')).map((cell) => ({ cell }))
  assert.deepEqual(
    chosen(cells, () => undefined),
    ['2M@4K/lazy', '2M@4K/non-coherent'],
  )
})

test('where rows make the same calls: the first buffers of each way to lie, maps that fail, a trace that is alone', () => {
  const cells = cellsOf(loadSuite('quick')).map((cell) => ({ cell }))
  const ids = (all: typeof cells) =>
    chosen(
      all,
      () => undefined,
      () => true,
    )
  assert.deepEqual(ids(cells), [
    '4K@4K',
    '2M@4K+2M/not-co-aligned',
    '1M@4K/scatter-16K',
    'rollback:4M@4K/EEXIST/mid-run',
    '2M@4K/lazy',
    '2M@4K/non-coherent',
  ])
  const [trace, other] = cells.filter(({ cell }) => cell.workload === 'trace')
  assert.deepEqual(ids([trace]), [trace.cell.id])
  assert.deepEqual(ids([trace, other]), [])
})
