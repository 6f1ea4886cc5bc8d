/** Domains of ratios around 1. */
import { logDomain } from './log-axis.js'
import type { Mark } from './mark.js'

/** A ratio that is drawn, and its interval where it has one. */
type Ratio = Pick<Mark, 'value' | 'low' | 'high'>

/** How far from all estimates an interval may stretch an axis, as a ratio. */
const REACH = 3

/** Around 1 there is always something to see. */
const LEAST: readonly number[] = [0.9, 1.25]

/**
 * A domain that holds 1, all estimates, and intervals as far as they leave room for the rest: one that
 * is hopelessly wide is cut at the panel's edge.
 */
export function ratioDomain(ratios: readonly Ratio[]): [number, number] {
  const inside = [...LEAST, ...ratios.flatMap(({ value }) => value ?? [])]
  const [least, most] = logDomain(inside, REACH - 1)
  const bounds = ratios.flatMap(({ low, high }) => (low && high ? [low, high] : []))
  const kept = bounds.map((bound) => Math.min(most, Math.max(least, bound)))
  return logDomain([...inside, ...kept], 0.06)
}

/** Whether any interval leaves the domain and is drawn cut. */
export function isCut(ratios: readonly Ratio[], [least, most]: readonly [number, number]): boolean {
  return ratios.some(({ low = 1, high = 1 }) => low < least || high > most)
}
