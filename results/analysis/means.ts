/** Geometric means of speed-ups over cells that are alike. */
import type { Layout, Mode } from '../schema.js'
import { intervalFromGenerations } from '../stats/index.js'
import { isClaim, type Pairs } from './pairs.js'
import type { FigureOp, Mean } from './types.js'

/** The cells' log-ratios that one mean is made of, already a mean for every generation. */
export interface MeanPairs {
  layout: Layout
  mode: Mode
  row: string
  op: FigureOp
  cells: number
  generations: number[]
}

/**
 * Groups the cells of the sweep by layout and mode, for every row and direction. Cells of the same
 * work and of no layout stay out. The mean over cells is taken within a generation, so that the
 * generations remain the sample; only those that all its cells saw can be used.
 */
export function pairMeans(pairs: readonly Pairs[]): MeanPairs[] {
  const groups = new Map<string, { first: Pairs; layout: Layout; cells: Map<number, number>[] }>()
  for (const pair of pairs) {
    const { layout, mode, workload } = pair.cell
    if (workload !== 'sweep' || layout === undefined || !isClaim(pair.speedup)) continue
    const key = JSON.stringify([layout, mode, pair.row.id, pair.op])
    const group = groups.get(key) ?? { first: pair, layout, cells: [] }
    group.cells.push(pair.speedup.generations)
    groups.set(key, group)
  }
  return [...groups.values()]
    .map(({ first, layout, cells }) => ({
      layout,
      mode: first.cell.mode,
      row: first.row.id,
      op: first.op,
      cells: cells.length,
      generations: meanOverCells(cells),
    }))
    .filter(({ generations }) => generations.length >= 2)
}

function meanOverCells(cells: ReadonlyArray<ReadonlyMap<number, number>>): number[] {
  const generations = new Set(cells.flatMap((cell) => [...cell.keys()]))
  return [...generations].flatMap((generation) => {
    const values = cells.map((cell) => cell.get(generation)).filter((value) => value !== undefined)
    if (values.length < cells.length) return []
    return [values.reduce((sum, value) => sum + value, 0) / values.length]
  })
}

/** A mean with its interval; none where the generations do not allow one. */
export function finishMean({ generations, ...mean }: MeanPairs, level: number): Mean[] {
  const speedup = intervalFromGenerations(generations, level)
  return speedup ? [{ ...mean, speedup }] : []
}
