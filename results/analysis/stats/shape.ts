/** What is odd about a series of values: a drift, two modes, strays. Values are logarithms. */
import { ascending, median, quantileIn } from './quantile.js'

/** Fewer values tell nothing of their shape. */
const FEWEST = 12

/** One chance in a thousand, on both sides of a normal distribution. */
const CLEAR = 3.29

/**
 * How far the values move from their first third to their last, where order explains it (Mann and
 * Kendall's test at 0.1 %); `undefined` where it does not.
 */
export function driftOf(values: readonly number[]): number | undefined {
  const count = values.length
  if (count < FEWEST) return undefined
  let concordance = 0
  for (let later = 1; later < count; later++) {
    for (let at = 0; at < later; at++) concordance += Math.sign(values[later] - values[at])
  }
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18)
  if (Math.abs(concordance) / deviation < CLEAR) return undefined
  const third = Math.floor(count / 3)
  const first = median(values.slice(0, third)) ?? 0
  const last = median(values.slice(-third)) ?? 0
  return last - first
}

/** Each of two modes holds at least this share of the values. */
const SHARE = 0.2
/** The gap between two modes is this many times what each spreads over. */
const APART = 4

/** One of two groups that values fall into. */
export interface ValueMode {
  median: number
  /** Of the values. */
  share: number
}

/**
 * Both modes, the lower first, where the values fall into two groups that are far narrower than the
 * gap between them; `undefined` where they do not.
 */
export function modesOf(values: readonly number[]): [ValueMode, ValueMode] | undefined {
  const count = values.length
  if (count < FEWEST) return undefined
  const sorted = ascending(values)
  const least = Math.ceil(SHARE * count)
  let split = least
  for (let at = least; at <= count - least; at++) {
    if (sorted[at] - sorted[at - 1] > sorted[split] - sorted[split - 1]) split = at
  }
  const [low, high] = [sorted.subarray(0, split), sorted.subarray(split)]
  const gap = sorted[split] - sorted[split - 1]
  const spread = Math.max(middleHalf(low), middleHalf(high))
  return gap > APART * spread ? [modeOf(low, count), modeOf(high, count)] : undefined
}

function modeOf(sorted: Float64Array, count: number): ValueMode {
  return { median: quantileIn(sorted, 0.5), share: sorted.length / count }
}

/** Strays lie this many of the middle half's widths away from the median. */
const STRAY = 5

/** The share of values that lie far from the others, but no nearer than `least`. */
export function strays(values: readonly number[], least: number): number {
  if (values.length < FEWEST) return 0
  const sorted = ascending(values)
  const middle = quantileIn(sorted, 0.5)
  const far = Math.max(least, STRAY * middleHalf(sorted))
  return values.filter((value) => Math.abs(value - middle) > far).length / values.length
}

function middleHalf(sorted: Float64Array): number {
  return quantileIn(sorted, 0.75) - quantileIn(sorted, 0.25)
}
