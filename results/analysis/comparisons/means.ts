/** Geometric means of speed-ups over cells that are alike. */

import type { CellResult, Layout, Mode, Row } from '../../record/index.js'
import { judgeRatio, type Ratio } from '../ratios/judge.js'
import { meanNullBand } from '../ratios/noise.js'
import { type Pairs, ratioOf } from '../ratios/pairs.js'
import type { FigureOp } from '../relations/cell.js'
import { meanValues, sampleOf } from '../stats/index.js'
import type { Pending } from './pending.js'

/** What a geometric mean over cells is of. All of a tier, format, layout and mode rest on the same cells. */
export interface MeanOver {
  layout: Layout
  mode: Mode
  row: string
  op: FigureOp
  /** Ids of the cells that it rests on. */
  cells: string[]
}

export interface Mean extends MeanOver {
  judged: Ratio
}

/** A row in one cell and direction. */
interface Place {
  cell: CellResult
  row: Row
  op: FigureOp
}

/**
 * Means over the cells of the sweep, by tier, format, layout and mode. All means of a group, of
 * every row and direction, rest on the same cells: those where each row that is compared has pairs
 * of one layout, and where the calls of each differ from the baseline's, since equal calls would only
 * draw a mean towards 1.
 *
 * A row and direction whose calls are the baseline's in every cell, or whose layout is another in
 * every cell, is not compared and has no mean, and neither has one with pairs in fewer than half of the cells that the fullest has: it would take
 * the others' cells away from them.
 */
export function pairMeans(pairs: readonly Pairs[]): Array<Pending<Mean>> {
  const compared = pairs.filter(
    ({ row, speedup }) => row.role === 'shape' && ratioOf(speedup) !== undefined,
  )
  const nulls = pairs.filter(({ row }) => row.role === 'null')
  return sweepSeries(compared).flatMap((group) => meansOf(group, nulls))
}

/**
 * What may enter one mean, by tier, format, layout and mode: in cells of the sweep, a row in one
 * direction is a series, by the cell's id.
 */
export function sweepSeries<T extends Place>(figures: readonly T[]): Array<Array<Map<string, T>>> {
  const groups = new Map<string, Map<string, Map<string, T>>>()
  for (const figure of figures) {
    const { cell, op, row } = figure
    if (cell.workload !== 'sweep' || cell.layout === undefined) continue
    const key = JSON.stringify([row.tier, row.format, cell.layout, cell.mode])
    const group = groups.get(key) ?? new Map<string, Map<string, T>>()
    const name = JSON.stringify([row.id, op])
    group.set(name, (group.get(name) ?? new Map<string, T>()).set(cell.id, figure))
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => [...group.values()])
}

function meansOf(
  all: ReadonlyArray<Map<string, Pairs>>,
  nulls: readonly Pairs[],
): Array<Pending<Mean>> {
  const { cells, series } = onCommonCells(all.filter((one) => [...one.values()].some(differs)))
  const kept = cells.filter((_, at) => series.every((one) => one[at] && differs(one[at])))
  return series.flatMap((every) => {
    const members = every.filter(({ cell }) => kept.includes(cell.id))
    const sample = sampleOf(meanValues(members.map(({ speedup }) => speedup?.values ?? [])))
    if (sample === undefined) return []
    return meanOver(members, kept).map((mean) => ({
      sample,
      judge: (how) => {
        const floor = meanNullBand(nulls, kept, mean.op, members[0]?.row.format ?? '')
        const judged = judgeRatio({ sample }, how, floor)
        return judged === undefined ? [] : [{ ...mean, judged }]
      },
    }))
  })
}

/** What the mean of a series is of; nothing without a figure. */
export function meanOver([first]: readonly Place[], cells: string[]): MeanOver[] {
  if (first?.cell.layout === undefined) return []
  const { cell, op, row } = first
  return [{ layout: first.cell.layout, mode: cell.mode, row: row.id, op, cells }]
}

function differs({ speedup }: Pairs): boolean {
  return speedup !== undefined && !speedup.sameCalls && speedup.layouts === undefined
}

/**
 * The cells that all series have, and each series in them, in their order; a series with fewer than
 * half of the cells of the fullest is left out.
 */
export function onCommonCells<T>(all: ReadonlyArray<ReadonlyMap<string, T>>): {
  cells: string[]
  series: T[][]
} {
  const most = Math.max(0, ...all.map(({ size }) => size))
  const compared = all.filter(({ size }) => 2 * size >= most)
  const [first] = compared
  const cells = [...(first?.keys() ?? [])].filter((cell) => compared.every((one) => one.has(cell)))
  const series = compared.map((one) => cells.flatMap((cell) => one.get(cell) ?? []))
  return { cells, series: cells.length === 0 ? [] : series }
}
