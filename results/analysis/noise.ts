/** The noise floor of a cell: what two instances of one row differ by. */
import { effectOf } from './judge.js'
import { type Pairs, ratioOf } from './pairs.js'
import type { FigureOp } from './types.js'

/**
 * The null band of every direction of one cell, from its null rows alone: the largest distance from
 * 1 between a null row and its twin, as pairs within rounds and as medians tell it. Where both rows
 * have two modes, pairs cancel what medians show. Other code is no null, whatever it counts. Absent
 * where no null row gave a pair.
 */
export function nullBands(pairs: readonly Pairs[]): Partial<Record<FigureOp, number>> {
  const bands: Partial<Record<FigureOp, number>> = {}
  for (const { ns, op, row, speedup, twinNs } of pairs) {
    const ratio = row.role === 'null' ? ratioOf(speedup) : undefined
    if (ratio === undefined) continue
    const medians = ns === undefined || twinNs === undefined ? 1 : twinNs / ns
    bands[op] = Math.max(bands[op] ?? 0, effectOf(ratio), effectOf(medians))
  }
  return bands
}
