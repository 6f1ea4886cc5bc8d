/** Logarithmic axes of ratios around 1. */
import { labelledTicks, logDomain, logTicks } from './log-axis.js'

/** A ratio that is drawn, and its interval where it has one. */
export interface Ratio {
  estimate: number
  low?: number | undefined
  high?: number | undefined
}

/** How far from all estimates an interval may stretch an axis, as a ratio. */
const REACH = 3

/** Around 1 there is always something to see. */
const LEAST: readonly number[] = [0.9, 1.25]

/**
 * A domain that holds 1, all estimates and noise floors, and intervals as far as they leave room
 * for the rest: one that is hopelessly wide is cut at the panel's edge.
 *
 * @param floors the ends of null bands.
 */
export function ratioDomain(
  ratios: readonly Ratio[],
  floors: readonly number[] = [],
): [number, number] {
  const inside = [...LEAST, ...floors, ...ratios.map(({ estimate }) => estimate)]
  const [least, most] = logDomain(inside, REACH - 1)
  const bounds = ratios.flatMap(({ low, high }) => (low && high ? [low, high] : []))
  const kept = bounds.map((bound) => Math.min(most, Math.max(least, bound)))
  return logDomain([...inside, ...kept], 0.06)
}

/** Whether any interval leaves the domain and is drawn cut. */
export function isCut(ratios: readonly Ratio[], [least, most]: readonly [number, number]): boolean {
  return ratios.some(({ low = 1, high = 1 }) => low < least || high > most)
}

/** What a caption says of intervals that are cut; nothing where none is. */
export function cutWords(cut: boolean): string {
  return cut ? ' Intervals that leave the panel are cut; the table has them whole.' : ''
}

/**
 * A logarithmic scale and axis of ratios, `length` pixels long, in the terms of Vega-Lite.
 *
 * @param gap between ticks, where the axis is upright; else there is one for each label's width.
 * @param most the highest tick, where room was made for text beyond it.
 */
export function ratioAxis(
  domain: readonly [number, number],
  length: number,
  title: string | null,
  { gap, most = domain[1] }: { gap?: number; most?: number } = {},
) {
  const ticks = gap === undefined ? labelledTicks(domain, length) : logTicks(domain, length, gap)
  return {
    scale: { type: 'log', domain, nice: false, clamp: true },
    axis: {
      values: ticks.filter((tick) => tick <= most),
      format: '~g',
      grid: true,
      domain: false,
      title,
      labelOverlap: false,
      tickRound: false,
    },
  }
}
