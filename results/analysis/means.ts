/** Geometric means of speed-ups over cells that are alike. */
import type { Layout, Mode } from '../schema.js'
import {
  type Groups,
  intervalOf,
  meanSample,
  moderate,
  type Prior,
  type Sample,
} from '../stats/index.js'
import { isClaim, type Pairs } from './pairs.js'
import type { FigureOp, Mean } from './types.js'

/** A mean before the family of comparisons is known. */
export interface MeanPairs {
  layout: Layout
  mode: Mode
  row: string
  op: FigureOp
  cells: number
  sample: Sample
}

/**
 * Groups the cells of the sweep by layout and mode, for every row and direction. Cells of the same
 * work and of no layout stay out.
 */
export function pairMeans(pairs: readonly Pairs[]): MeanPairs[] {
  const groups = new Map<string, { first: Pairs; layout: Layout; contrasts: Groups[] }>()
  for (const pair of pairs) {
    const { layout, mode, workload } = pair.cell
    if (workload !== 'sweep' || layout === undefined || !isClaim(pair.speedup)) continue
    const key = JSON.stringify([layout, mode, pair.row.id, pair.op])
    const group = groups.get(key) ?? { first: pair, layout, contrasts: [] }
    group.contrasts.push(pair.speedup.groups)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ first, layout, contrasts }) => {
    const sample = meanSample(contrasts)
    const { cell, op, row } = first
    const cells = contrasts.length
    return sample ? [{ layout, mode: cell.mode, row: row.id, op, cells, sample }] : []
  })
}

/** A mean with its interval. */
export function finishMean(
  { sample, ...mean }: MeanPairs,
  prior: Prior | undefined,
  level: number,
): Mean {
  return { ...mean, speedup: intervalOf(moderate(sample, prior), level) }
}
