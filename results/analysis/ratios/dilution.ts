/** What is left of a ratio where an operation costs more than its calls: arithmetic on measured times. */
import type { Interval } from './judge.js'

/**
 * (t + c) / (t / ratio + c), which rises with the ratio, so that an interval's ends go through it.
 *
 * @param ns t: nanoseconds of one operation of the slower side, the ratio's numerator.
 * @param other c: nanoseconds that an operation costs beside its calls.
 */
export function dilutedRatio(ratio: number, ns: number, other: number): number {
  return (ns + other) / (ns / ratio + other)
}

export function dilutedInterval(
  { estimate, high, low }: Interval,
  ns: number,
  other: number,
): Interval {
  return {
    estimate: dilutedRatio(estimate, ns, other),
    low: dilutedRatio(low, ns, other),
    high: dilutedRatio(high, ns, other),
  }
}
