import assert from 'node:assert/strict'
import { test } from 'node:test'
import { syntheticResult } from '../../fixtures/synthetic.js'
import { withTimes } from '../../fixtures/times.js'
import type { Result } from '../../record/schema.js'
import { analyse } from '../analyse.js'
import { near } from '../testing.js'
import { type Mean, onCommonCells } from './means.js'

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

test('a mean is geometric, over the cells of one layout where calls differ', () => {
  const { means } = analyse(result)
  const mean = meanOf(means, 'keep', 'ts/punt-range', 'unmap')
  // One page takes the same calls in map and unmap, by whatever shape.
  assert.deepEqual(mean?.cells, ['64K@4K', '1M@4K', '2M@4K', '64M@4K'])
  // Powers 2 to 5, in the generations 2 to 7.
  near(mean.judged.interval.estimate, 2 ** 3.95)
  assert.equal(mean.judged.side, 'above')
  assert.deepEqual(meanOf(means, 'block', 'ts/punt-range', 'unmap')?.cells, ['64M@4K+2M'])
})

/** Whether all means that stand side by side, by layout and mode, rest on the same cells. */
function restAlike({ means }: { means: readonly Mean[] }): boolean {
  return means.every((one) =>
    means
      .filter(({ layout, mode }) => layout === one.layout && mode === one.mode)
      .every(({ cells }) => cells.join() === one.cells.join()),
  )
}

test('means side by side rest on the same cells, whatever single shapes have', () => {
  assert.ok(restAlike(analyse(result)))
  assert.ok(restAlike(analyse(syntheticResult({ extent: 'all', generations: 2 }))))
  // map-unmap-pages has no times in one cell, as its calls were the same there: nobody else's count.
  const gap: Result = structuredClone(result)
  const cell = gap.cells.find(({ id }) => id === '64M@4K')
  assert.ok(cell)
  delete cell.ns['ts/map-unmap-pages']
  const analysis = analyse(gap)
  assert.ok(restAlike(analysis))
  const cells = meanOf(analysis.means, 'keep', 'ts/punt-range', 'unmap')?.cells
  assert.deepEqual(cells, ['64K@4K', '1M@4K', '2M@4K'])
})

test('a cell where one shape takes the same calls is in no mean, and takes no shape out', () => {
  const { means } = analyse(syntheticResult({ extent: 'all', generations: 2 }))
  const block = means.filter(({ layout }) => layout === 'block')
  assert.ok(block.some(({ row }) => row === 'ts/map-unmap-pages'))
  assert.ok(block.some(({ row }) => row === 'ts/range-gather'))
  assert.deepEqual(new Set(block.flatMap(({ cells }) => cells)), new Set(['64M@4K+2M']))
})

test('rows whose calls are always the same have no mean, and neither has a null row', () => {
  const { means } = analyse(result)
  assert.equal(meanOf(means, 'keep', 'ts/unmap-pages', 'map'), undefined)
  assert.equal(meanOf(means, 'keep', 'ts/per-page~null', 'unmap'), undefined)
  assert.equal(meanOf(means, 'keep', 'ts/per-page', 'unmap'), undefined)
})

test('a shape that few cells time has no mean, and takes no cells from the others', () => {
  const { means } = analyse(syntheticResult({ extent: 'all', generations: 2 }))
  assert.equal(meanOf(means, 'keep', 'ts/map-sg', 'unmap'), undefined)
  assert.ok((meanOf(means, 'keep', 'ts/punt-range', 'unmap')?.cells.length ?? 0) > 1)
})

test('traces are never averaged in', () => {
  const { means } = analyse(result)
  assert.ok(means.length > 0)
  assert.ok(means.every(({ op }) => op !== 'mixed'))
})

test("a mean has to clear what the null pairs' means over its cells differ by", () => {
  const judged = (speedup: number) => {
    const noisy = withTimes(syntheticResult(), ({ cell, row }) => {
      if (row === 'ts/punt-range') return 1000 / speedup
      return row === 'ts/per-page~null' && cell === '2M@4K' ? 1200 : 1000
    })
    return meanOf(analyse(noisy).means, 'keep', 'ts/punt-range', 'unmap')?.judged
  }
  // A fifth in one of four cells.
  near(judged(1.04)?.smallestResolvable, 1.2 ** 0.25 - 1)
  assert.equal(judged(1.04)?.verdict, 'not-resolved')
  assert.equal(judged(1.05)?.verdict, 'resolved')
})

test('a mean rests on the generations that all of its cells have', () => {
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
  assert.equal(mean?.cells.length, 4)
  // Six, of which the middle four are 1 to 4.
  near(mean?.judged.interval.estimate, 2 ** 3.75)
})

test('series are taken on the cells that all of them have; one with too few takes none away', () => {
  const series = (...cells: string[]) => new Map(cells.map((cell) => [cell, `${cell} of ${cells}`]))
  const [all, two, one] = [series('a', 'b', 'c'), series('b', 'c', 'd'), series('d')]
  assert.deepEqual(onCommonCells([all, two]), {
    cells: ['b', 'c'],
    series: [
      ['b of a,b,c', 'c of a,b,c'],
      ['b of b,c,d', 'c of b,c,d'],
    ],
  })
  assert.deepEqual(onCommonCells([all, one]).cells, ['a', 'b', 'c'])
  assert.deepEqual(onCommonCells([series('a'), series('b')]), { cells: [], series: [] })
})
