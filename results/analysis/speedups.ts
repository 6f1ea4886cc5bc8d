/** Every speed-up that a result claims, as it was sampled: for whoever checks the intervals. */
import type { Result } from '../schema.js'
import { LOOKS, levelOfEach, moderate, type Sample } from '../stats/index.js'
import { preferClock } from './clock.js'
import { claimsOf, isClaim, pairRows } from './pairs.js'
import { priorsOfRun } from './priors.js'
import type { FigureOp } from './types.js'

export interface SampledSpeedup {
  cell: string
  row: string
  op: FigureOp
  /** ln(time(per-page) / time(row)), moderated as the analysis does it. */
  sample: Sample
}

export interface SampledSpeedups {
  speedups: SampledSpeedup[]
  /** The level of each at which `level` holds for all the run's comparisons, at every look. */
  each: number
}

/** @param level of the family, as 0.95. */
export function sampledSpeedups(result: Result, level: number): SampledSpeedups {
  const seen = preferClock(result).result
  const pairs = pairRows(seen.cells, seen.rows)
  const claims = pairs.flatMap(claimsOf)
  const priors = priorsOfRun(pairs, [])
  return {
    speedups: pairs.flatMap(({ cell, op, row, speedup }) =>
      row.role !== 'null' && isClaim(speedup) && speedup.sample
        ? [{ cell: cell.id, row: row.id, op, sample: moderate(speedup.sample, priors(cell.id)) }]
        : [],
    ),
    each: levelOfEach(level, claims.length * LOOKS.length),
  }
}
