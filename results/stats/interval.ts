/** From a run's rounds to a ratio and an interval. */
import type { Interval } from '../analysis/types.js'
import { median } from './quantile.js'
import { studentQuantile } from './student.js'

/** One value a generation: the median over its rounds, which a round disturbed cannot move far. */
export function generationMedians(
  groups: ReadonlyMap<number, readonly number[]>,
): Map<number, number> {
  const medians = new Map<number, number>()
  for (const [generation, values] of groups) {
    const middle = median(values)
    if (middle !== undefined) medians.set(generation, middle)
  }
  return medians
}

/** The geometric mean of the generations' ratios; `undefined` without any. */
export function estimateFromGenerations(logRatios: readonly number[]): number | undefined {
  return logRatios.length === 0 ? undefined : Math.exp(mean(logRatios))
}

/**
 * The interval that holds a ratio at `level`, from one log-ratio a generation.
 *
 * A generation of fresh processes is what repeats independently; rounds within it share the
 * process's memory layout and compiled code. So the generations' values are the sample: the
 * estimate is their mean, the half width Student's t times their standard error. The mean, not
 * their median, since t belongs to the mean and single rounds are tamed already; a generation that
 * went astray widens the interval rather than vanish from it. A bootstrap of generations would be
 * too narrow: with 5 of them no resampled quantile can leave the five values.
 *
 * @returns `undefined` for fewer than two generations: one says nothing about the next.
 */
export function intervalFromGenerations(
  logRatios: readonly number[],
  level: number,
): Interval | undefined {
  const count = logRatios.length
  if (count < 2) return undefined
  const centre = mean(logRatios)
  const squares = logRatios.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  const error = Math.sqrt(squares / (count - 1) / count)
  const half = studentQuantile((1 + level) / 2, count - 1) * error
  return {
    estimate: Math.exp(centre),
    low: positiveFinite(Math.exp(centre - half)),
    high: positiveFinite(Math.exp(centre + half)),
  }
}

/** Two generations at a strict level can reach past what a double holds. */
function positiveFinite(ratio: number): number {
  return Math.min(Math.max(ratio, Number.MIN_VALUE), Number.MAX_VALUE)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
