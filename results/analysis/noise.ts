/** The noise floor of a cell: what two instances of one row differ by. */
import { effectOf } from './judge.js'
import { type Pairs, ratioOf } from './pairs.js'
import type { FigureOp } from './types.js'

/**
 * The null band of every direction of one cell, from its null rows alone: the largest distance from
 * 1 between a null row and its twin, or the standard error that this is known with where that is
 * more, since one that comes out near 0 may be luck. Other code is no null, whatever it counts.
 * Absent where no null row gave a pair.
 */
export function nullBands(pairs: readonly Pairs[]): Partial<Record<FigureOp, number>> {
  const bands: Partial<Record<FigureOp, number>> = {}
  for (const { op, row, speedup } of pairs) {
    const ratio = row.role === 'null' ? ratioOf(speedup) : undefined
    if (ratio === undefined) continue
    const error = Math.sqrt(speedup?.sample?.variance ?? 0)
    bands[op] = Math.max(bands[op] ?? 0, effectOf(ratio), effectOf(Math.exp(error)))
  }
  return bands
}
