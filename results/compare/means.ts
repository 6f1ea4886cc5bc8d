/** Geometric means of changes: over cells that are alike, and over whatever a projection merges. */
import type { Layout } from '../schema.js'
import type { Gathered } from './gather.js'
import { meanSide, type Sides } from './interval.js'
import type { Basis, ComparedMean, Judgement } from './types.js'

/** The samples of one mean. */
export interface GatheredMean extends Omit<ComparedMean, keyof Judgement> {
  sides: Record<Basis, Sides>
}

/** The samples of a mean over several figures, on both bases. A basis that one of them lacks has none. */
export function meanSides(figures: readonly Gathered[]): Record<Basis, Sides> {
  const of = (basis: Basis): Sides => ({
    old: meanSide(figures.map(({ sides }) => sides[basis].old)),
    new: meanSide(figures.map(({ sides }) => sides[basis].new)),
  })
  return { time: of('time'), 'speed-up': of('speed-up') }
}

/** The cells of the sweep by layout and mode, for every row and direction. */
export function gatherMeans(gathered: readonly Gathered[]): GatheredMean[] {
  const groups = new Map<string, { layout: Layout; figures: Gathered[] }>()
  for (const figure of gathered) {
    const { cell, row, op, sameLayout } = figure
    if (cell.workload !== 'sweep' || cell.layout === undefined || !sameLayout) continue
    const key = JSON.stringify([cell.layout, cell.mode, row.id, op])
    const group = groups.get(key) ?? { layout: cell.layout, figures: [] }
    group.figures.push(figure)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ layout, figures }) => {
    const [first] = figures
    const sides = meanSides(figures)
    if (first === undefined) return []
    return [
      {
        layout,
        mode: first.cell.mode,
        row: first.row.id,
        op: first.op,
        cells: figures.length,
        sides,
      },
    ]
  })
}
