/** Geometric means of changes: over cells that are alike, and over whatever a projection merges. */
import { type MeanOver, meanOver, onCommonCells, sweepSeries } from '../comparisons/means.js'
import type { Gathered } from './gather.js'
import { meanSide, type Sides, sidesOf } from './interval.js'
import type { Basis } from './types.js'

/** The samples of one mean. */
export interface GatheredMean extends MeanOver {
  sides: Record<Basis, Sides>
}

/** The samples of a mean over several figures, on both bases. A basis that one of them lacks has none. */
export function meanSides(figures: readonly Gathered[]): Record<Basis, Sides> {
  const sameRun = figures.every((figure) => figure.sameRun)
  const of = (basis: Basis): Sides =>
    sidesOf(
      meanSide(figures.map(({ sides }) => sides[basis].old)),
      meanSide(figures.map(({ sides }) => sides[basis].new)),
      sameRun,
    )
  return { time: of('time'), 'speed-up': of('speed-up') }
}

/** Over the cells of the sweep that all rows and directions of a tier, format, layout and mode have. */
export function gatherMeans(gathered: readonly Gathered[]): GatheredMean[] {
  return sweepSeries(gathered.filter(({ sameLayout }) => sameLayout)).flatMap((group) => {
    const { cells, series } = onCommonCells(group)
    return series.flatMap((figures) =>
      meanOver(figures, cells).map((mean) => ({ ...mean, sides: meanSides(figures) })),
    )
  })
}
