import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Layout } from '../../../results/record/index.js'
import { cellsOf, loadSuite } from '../../../workloads/index.js'
import { headlineCells } from './headline.js'

/** As the quick suite's cells turn out by their counts. */
const LAYOUTS: Record<string, Layout> = {
  '2M@4K+2M': 'block',
  '64M@4K+2M': 'block',
  '2M@4K+2M/not-co-aligned': 'free',
  '64M@4K+2M/not-co-aligned': 'free',
  '4M@4K+2M/unaligned': 'mixed',
}

test('of the quick suite: pages of every size, and the first cell of each that changes the answer', () => {
  const cells = cellsOf(loadSuite('quick')).map((cell) => ({ cell }))
  assert.deepEqual(
    headlineCells(cells, ({ id }) => LAYOUTS[id] ?? 'keep').map(({ cell }) => cell.id),
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
    headlineCells(cells, () => undefined).map(({ cell }) => cell.id),
    ['2M@4K/lazy', '2M@4K/non-coherent'],
  )
})
