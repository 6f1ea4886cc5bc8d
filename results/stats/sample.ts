/** What the rounds of a run tell of a ratio: an estimate, how far it may be off, and intervals. */
import { randomBelow, randomOf } from '../../engines/contract/index.js'
import type { Interval } from '../analysis/types.js'
import { quantile } from './quantile.js'
import { medianInPlace } from './select.js'
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

/** Resamples: enough for the middle 68 % of them to be known within a tenth. */
const RESAMPLES = 200

/** The part of a normal distribution below minus one standard deviation. */
const BELOW_ONE = 0.158655

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

/** One contrast's median over another's. */
export function shareSample(part: Groups, whole: Groups): Sample | undefined {
  return resampled([part, whole], ([above, below]) => above / below)
}

/**
 * A figure that is made of contrasts' medians over all rounds, with its standard error: half the
 * range of the middle 68 % of what resampling gives. Generations of fresh processes are drawn first
 * and then rounds of each, the same for all contrasts, since they share processes and rounds. A
 * contrast may lack some generations.
 *
 * The range and not the variance of the resamples, since a machine that is slowed for moments makes
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
  const figures = draws(all).map(figure)
  const low = quantile(figures, BELOW_ONE) ?? 0
  const high = quantile(figures, 1 - BELOW_ONE) ?? 0
  return {
    estimate: figure(all.map((groups) => estimateOf(groups) ?? Number.NaN)),
    variance: ((high - low) / 2) ** 2,
    freedom: fewest - 1,
    rounds: Math.min(...all.map((groups) => [...groups.values()].flat().length)),
  }
}

/**
 * Medians of all contrasts over generations and rounds drawn with replacement; always the same for
 * the same rounds. A draw in which a contrast has none of its generations says nothing, and is left
 * out.
 */
function draws(contrasts: readonly Groups[]): number[][] {
  const random = randomOf(1)
  const numbers = [...new Set(contrasts.flatMap((groups) => [...groups.keys()]))]
  const lengths = contrasts.flatMap((groups) => [...groups.values()].map(({ length }) => length))
  const most = Math.max(...lengths)
  const chances = new Float64Array(numbers.length * most)
  const room = new Float64Array(chances.length)
  const found: number[][] = []
  for (let draw = 0; draw < RESAMPLES; draw++) {
    const drawn = numbers.map(() => numbers[randomBelow(random, numbers.length)])
    for (let at = 0; at < chances.length; at++) chances[at] = random()
    const medians = contrasts.flatMap(
      (groups) => medianOfDrawn(groups, drawn, chances, most, room) ?? [],
    )
    if (medians.length === contrasts.length) found.push(medians)
  }
  return found
}

/** @param chances in [0, 1): `most` for each generation drawn, a round each. */
function medianOfDrawn(
  groups: Groups,
  drawn: readonly number[],
  chances: Float64Array,
  most: number,
  room: Float64Array,
): number | undefined {
  let count = 0
  for (const [at, generation] of drawn.entries()) {
    const values = groups.get(generation)
    if (values === undefined) continue
    for (let round = 0; round < values.length; round++) {
      room[count++] = values[Math.floor(chances[at * most + round] * values.length)]
    }
  }
  return count === 0 ? undefined : medianInPlace(room, count)
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
