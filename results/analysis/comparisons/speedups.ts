/** Every speed-up of a result, as it was sampled: for whoever checks the intervals. */

import type { Result, Row } from '../../record/index.js'
import { howOf } from '../ratios/judge.js'
import type { FigureOp } from '../relations/cell.js'
import { chanceOf, type GenerationValue, type Sample } from '../stats/index.js'
import { comparisonsOf } from './comparisons.js'

export interface SampledSpeedup {
  cell: string
  row: string
  role: Row['role']
  op: FigureOp
  /** ln(time(per-page) / time(row)), or of a null row's twin over it, a value a generation. */
  values: readonly GenerationValue[]
  sample: Sample
  /** The probability of an estimate as far from 0 where nothing differs. */
  chance: number
}

export interface SampledSpeedups {
  /** Those of null rows among them, which are no claims. */
  speedups: SampledSpeedup[]
  /** The largest chance that is told apart from luck over all comparisons of the run (Holm). */
  threshold: number
}

export function sampledSpeedups(result: Result): SampledSpeedups {
  const { pairs, samples } = comparisonsOf(result)
  return {
    speedups: pairs.flatMap(({ cell, op, row, speedup }) => {
      if (speedup?.sample === undefined) return []
      const { sample, values } = speedup
      const { id, role } = row
      return [{ cell: cell.id, row: id, role, op, values, sample, chance: chanceOf(sample) }]
    }),
    threshold: howOf(samples).threshold,
  }
}
