/**
 * The estimate of a figure from its generations: a trimmed mean, its standard error from the
 * winsorised variance, and Student's t (Tukey and McLaughlin 1963; Yuen 1974 for two samples).
 */
import type { GenerationValue } from './generations.js'
import { studentQuantile, studentTail } from './student.js'

/** Shares of the values that are cut off at the low and the high end: whole values, rounded down. */
export interface Cut {
  low: number
  high: number
}

/** Of ratios: what disturbs a process makes either row of a pair slower. */
export const EVENLY: Cut = { low: 0.2, high: 0.2 }

/**
 * Of times: what disturbs a process only makes it slower. On a shared machine a quarter of a run's
 * processes were seen to be 1.3 to 1.6 times slower, and the others to lie within one per cent.
 */
export const SLOW_HALF: Cut = { low: 0, high: 0.5 }

/** At least so many values are left. */
const FEWEST = 2

/** An estimate of a logarithm. */
export interface Sample {
  estimate: number
  /** Squared standard error, and the degrees of freedom that it is known with. */
  variance: number
  freedom: number
  /** What the estimate may be off by beside chance; nothing where absent. */
  bound?: number
}

/** A figure with the interval that holds it. */
export interface Span {
  estimate: number
  low: number
  high: number
}

/**
 * One observation a unit: generations that share a link order are averaged first.
 *
 * @returns `undefined` for fewer than two units: one says nothing about the next.
 */
export function sampleOf(values: readonly GenerationValue[], cut = EVENLY): Sample | undefined {
  return trimmedMean(unitMeans(values), cut)
}

/** The trimmed mean alone, also of a single unit; `undefined` without any. */
export function estimateOf(values: readonly GenerationValue[], cut = EVENLY): number | undefined {
  const means = unitMeans(values)
  return means.length === 0 ? undefined : mean(core(sorted(means), cut))
}

/** One value a unit. */
export function unitMeans(values: readonly GenerationValue[]): number[] {
  const units = new Map<number, number[]>()
  for (const { unit, value } of values) {
    const own = units.get(unit)
    if (own === undefined) units.set(unit, [value])
    else own.push(value)
  }
  return [...units.values()].map(mean)
}

/** The trimmed mean of independent values. */
export function trimmedMean(values: readonly number[], cut = EVENLY): Sample | undefined {
  const count = values.length
  if (count < FEWEST) return undefined
  const ordered = sorted(values)
  const kept = core(ordered, cut)
  const [least = 0, most = 0] = [kept[0], kept.at(-1)]
  const winsorised = ordered.map((value) => Math.min(Math.max(value, least), most))
  const centre = mean(winsorised)
  const squares = winsorised.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return {
    estimate: mean(kept),
    variance: squares / (kept.length * (kept.length - 1)),
    freedom: kept.length - 1,
  }
}

/**
 * The difference of two figures that share no generation (Welch, Satterthwaite; Yuen). Their bounds are
 * of what both are off by alike, and cancel.
 */
export function differenceOf(above: Sample, below: Sample): Sample {
  const variance = above.variance + below.variance
  const freedom =
    variance ** 2 / (above.variance ** 2 / above.freedom + below.variance ** 2 / below.freedom)
  return {
    estimate: above.estimate - below.estimate,
    variance,
    freedom: Number.isNaN(freedom) ? Math.min(above.freedom, below.freedom) : freedom,
  }
}

/** The interval that holds what was sampled, at `level`, and its bound beside. */
export function spanOf({ bound = 0, estimate, freedom, variance }: Sample, level: number): Span {
  const half = studentQuantile((1 + level) / 2, freedom) * Math.sqrt(variance) + bound
  return { estimate, low: estimate - half, high: estimate + half }
}

/** The interval that holds a ratio whose logarithm was sampled; few generations can reach past a double. */
export function intervalOf(sample: Sample, level: number): Span {
  const { estimate, high, low } = spanOf(sample, level)
  const positive = (ratio: number) => Math.min(Math.max(ratio, Number.MIN_VALUE), Number.MAX_VALUE)
  return {
    estimate: Math.exp(estimate),
    low: positive(Math.exp(low)),
    high: positive(Math.exp(high)),
  }
}

/** The probability of an estimate as far from 0 as this, or farther, where the truth is 0 or its bound. */
export function chanceOf({ bound = 0, estimate, freedom, variance }: Sample): number {
  const beyond = Math.abs(estimate) - bound
  if (beyond <= 0) return 1
  return Math.min(1, 2 * studentTail(beyond / Math.sqrt(variance), freedom))
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b)
}

/** What trimming leaves of values in ascending order. */
function core(ordered: readonly number[], { high, low }: Cut): number[] {
  const count = ordered.length
  const from = Math.floor(low * count)
  const to = count - Math.floor(high * count)
  return ordered.slice(from, Math.max(to, Math.min(count, from + FEWEST)))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
