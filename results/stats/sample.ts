/** What the rounds of a run tell of a ratio: an estimate, how far it may be off, and intervals. */
import type { Interval } from '../analysis/types.js'
import { drawsFor } from './resample.js'
import { medianInPlace, select } from './select.js'
import { studentQuantile } from './student.js'

/** Logarithms of ratios by the generation that their rounds belong to. */
export type Groups = ReadonlyMap<number, readonly number[]>

/** An estimate of a logarithm. */
export interface Sample {
  estimate: number
  /** Squared standard error, and the degrees of freedom that it is known with. */
  variance: number
  freedom: number
  /** Rounds that it was made from. */
  rounds: number
}

/** Half of a normal distribution lies within this many standard deviations. */
const QUARTILE = 0.67449

/**
 * Resampling tells more of a median's error than there is where noise has a narrow core and long
 * tails, as recorded noise has: intervals at 50 % held 70 to 75 in a hundred. Fitted to that noise, so
 * that single intervals at 95 % hold about as many; docs/calibration.md tells how it does.
 */
const OVERSTATED = 0.85

/** The median over all rounds; `undefined` without any. */
export function estimateOf(groups: Groups): number | undefined {
  const values = Float64Array.from([...groups.values()].flat())
  return values.length === 0 ? undefined : medianInPlace(values, values.length)
}

/** The median of one contrast. */
export function sampleOf(groups: Groups): Sample | undefined {
  return resampled([groups], ([one]) => one)
}

/** The mean of several contrasts' medians. */
export function meanSample(contrasts: readonly Groups[]): Sample | undefined {
  return resampled(contrasts, mean)
}

/**
 * A figure that is made of contrasts' medians over all rounds, with its standard error by the
 * quartiles of what resampling gives. Generations of fresh processes are drawn, the
 * same for all contrasts, since they share processes and rounds; a contrast may lack some.
 *
 * Resampling is done twice, and the squares of both errors are averaged: once the rounds of a
 * generation are drawn anew as well, which counts the noise of rounds twice, and once they are taken
 * as they are, which makes few generations look too much alike. Either alone is off by about as much.
 *
 * Quartiles and not the variance of the resamples, since a machine that is slowed for moments makes
 * tails that a variance hangs on. docs/method.md tells what else was tried.
 *
 * @returns `undefined` where a contrast has fewer than two generations: one says nothing about the next.
 */
function resampled(
  contrasts: readonly Groups[],
  figure: (medians: readonly number[]) => number,
): Sample | undefined {
  const all = contrasts.map(
    (groups) => new Map([...groups].filter(([, values]) => values.length > 0)),
  )
  const fewest = Math.min(...all.map(({ size }) => size))
  if (all.length === 0 || fewest < 2) return undefined
  const forms = all.map((groups) => [...groups].map(([at, { length }]) => [at, length] as const))
  const flat = all.map((groups) => Float64Array.from([...groups.values()].flat()))
  const errors = [true, false].map((anew) => {
    const { draws, longest } = drawsFor(forms, anew)
    const room = new Float64Array(longest)
    return spread(
      draws.map((draw) => figure(draw.map((from, at) => medianAt(flat[at], from, room)))),
    )
  })
  return {
    estimate: figure(all.map((groups) => estimateOf(groups) ?? Number.NaN)),
    variance: mean(errors.map((error) => error ** 2)),
    freedom: freedomOf(fewest),
    rounds: Math.min(...flat.map(({ length }) => length)),
  }
}

/** A standard error from the quartiles. */
function spread(figures: readonly number[]): number {
  const values = Float64Array.from(figures)
  const at = (share: number) =>
    select(values, values.length, Math.round(share * (values.length - 1)))
  return (OVERSTATED * (at(0.75) - at(0.25))) / 2 / QUARTILE
}

/**
 * Degrees of freedom that the standard error of a median is known with. Those of a mean grow as the
 * number of values does. What resampling tells of a median's error is itself off by the fourth root
 * of that number (Hall and Martin 1988, "Exact convergence rate of bootstrap quantile variance
 * estimator"), so that they grow as its square root; the factor is fitted as `OVERSTATED` is.
 */
function freedomOf(generations: number): number {
  return Math.min(generations - 1, Math.sqrt(3 * (generations - 1)))
}

/** The median of the values in some places, by way of `room` for them. */
function medianAt(values: Float64Array, places: Uint16Array, room: Float64Array): number {
  for (let at = 0; at < places.length; at++) room[at] = values[places[at]]
  return medianInPlace(room, places.length)
}

/** The interval that holds what was sampled at `level`. */
export function spanOf({ estimate, freedom, variance }: Sample, level: number): Interval {
  const half = studentQuantile((1 + level) / 2, freedom) * Math.sqrt(variance)
  return { estimate, low: estimate - half, high: estimate + half }
}

/** The interval that holds a ratio whose logarithm was sampled. */
export function intervalOf(sample: Sample, level: number): Interval {
  const { estimate, high, low } = spanOf(sample, level)
  return {
    estimate: Math.exp(estimate),
    low: positiveFinite(Math.exp(low)),
    high: positiveFinite(Math.exp(high)),
  }
}

/** The ratio of two that share no round: the difference of their logarithms (Welch, Satterthwaite). */
export function differenceOf(above: Sample, below: Sample): Sample {
  const variance = above.variance + below.variance
  const freedom =
    variance ** 2 / (above.variance ** 2 / above.freedom + below.variance ** 2 / below.freedom)
  return {
    estimate: above.estimate - below.estimate,
    variance,
    freedom: Number.isNaN(freedom) ? Math.min(above.freedom, below.freedom) : freedom,
    rounds: Math.min(above.rounds, below.rounds),
  }
}

/** Few generations at a strict level can reach past what a double holds. */
function positiveFinite(ratio: number): number {
  return Math.min(Math.max(ratio, Number.MIN_VALUE), Number.MAX_VALUE)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
