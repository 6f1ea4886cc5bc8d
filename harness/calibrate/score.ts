/** How well intervals did where the truth is known. */
import { type Result, type Sample, sampledSpeedups, spanOf } from '../../results/index.js'
import { median, quantile } from '../../results/stats/index.js'
import { PLANTED, plantedOf } from './family.js'

/** Levels at which single intervals are tried. */
export const LEVELS = [0.5, 0.8, 0.95, 0.99] as const

const UNADJUSTED = 0.95

/** What one family of comparisons came to. */
export interface FamilyScore {
  /** Comparisons of rows that are the baseline once more: map, unmap and sum of every cell. */
  nulls: number
  /** How many of them were called different: at the family's level, and each at 95 %. */
  adjusted: number
  unadjusted: number
  /** Share of all comparisons, planted ones included, whose interval at each of `LEVELS` holds the truth. */
  covered: number[]
  /** By planted effect, in the order of `PLANTED`. */
  planted: PlantedScore[]
  /** Fewest and most rounds of a cell. */
  rounds: [number, number]
}

export interface PlantedScore {
  comparisons: number
  /** How many were found at the family's level, on the right side. */
  found: number
  /** Median of what was estimated, as a share more than the baseline. */
  estimate: number
  /** Half of the estimates lie within this of the truth, and nine in ten within the second. */
  within: [number, number]
}

export function scoreFamily(result: Result): FamilyScore {
  const { speedups, threshold } = sampledSpeedups(result)
  const known = speedups
    .filter(({ role }) => role !== 'null')
    .map(({ chance, row, sample }) => ({
      share: plantedOf(row),
      sample,
      toldApart: chance <= threshold,
    }))
  const nulls = known.filter(({ share }) => share === 0)
  const rounds = result.cells.map((cell) => cell.rounds.generation.length)
  return {
    nulls: nulls.length,
    adjusted: nulls.filter(({ toldApart }) => toldApart).length,
    unadjusted: nulls.filter(({ sample }) => !holds(sample, 0, UNADJUSTED)).length,
    covered: LEVELS.map(
      (level) =>
        known.filter(({ sample, share }) => holds(sample, share, level)).length / known.length,
    ),
    planted: PLANTED.map((share) =>
      scorePlanted(
        known.filter((one) => one.share === share),
        share,
      ),
    ),
    rounds: [Math.min(...rounds), Math.max(...rounds)],
  }
}

/** Whether an interval holds the ratio of a row that does a share of operations more. */
function holds(sample: Sample, share: number, level: number): boolean {
  const { high, low } = spanOf(sample, level)
  const truth = -Math.log1p(share)
  return low <= truth && truth <= high
}

function scorePlanted(
  speedups: ReadonlyArray<{ sample: Sample; toldApart: boolean }>,
  share: number,
): PlantedScore {
  const estimates = speedups.map(({ sample: { estimate } }) => Math.expm1(-estimate))
  const errors = estimates.map((estimate) => Math.abs(estimate - share))
  return {
    comparisons: speedups.length,
    found: speedups.filter(({ sample, toldApart }) => toldApart && sample.estimate < 0).length,
    estimate: median(estimates) ?? Number.NaN,
    within: [quantile(errors, 0.5) ?? Number.NaN, quantile(errors, 0.9) ?? Number.NaN],
  }
}
