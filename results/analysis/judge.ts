/**
 * The one judge: whether a ratio is resolved, and on which side of 1, is decided here and nowhere
 * else. Effects are distances from 1: 0.03 is 3 %.
 */
import { intervalOf, moderate, type Prior, type Sample } from '../stats/index.js'
import { type Known, relationOf } from './relation.js'
import type { Interval, Judged, Ratio } from './types.js'

/** How ratios are judged: the level of each interval, and what the run's comparisons have in common. */
export interface How {
  level: number
  prior: Prior | undefined
}

/** How far a ratio is from 1, the same for a ratio and its inverse. */
export function effectOf(ratio: number): number {
  return Math.exp(Math.abs(Math.log(ratio))) - 1
}

/** An interval's half width. */
export function halfWidth({ estimate, high }: Interval): number {
  return effectOf(high / estimate)
}

/** A ratio is resolved where its interval leaves 1 out and its estimate clears the noise floor. */
export function judgeRatio(
  sample: Sample | undefined,
  { level, prior }: How,
  floor: number | undefined,
): Ratio | undefined {
  if (sample === undefined) return undefined
  const interval = intervalOf(moderate(sample, prior), level)
  const clears = effectOf(interval.estimate) > (floor ?? 0)
  const side = !clears ? undefined : sideOf(interval)
  return {
    interval,
    verdict: side === undefined ? 'not-resolved' : 'resolved',
    ...(side && { side }),
    smallestResolvable: Math.max(halfWidth(interval), floor ?? 0),
  }
}

/** The same of two rows whose work is known. */
export function judgeRows(
  { sample, ...known }: Known & { sample?: Sample },
  how: How,
  floor: number | undefined,
): Judged | undefined {
  const ratio = judgeRatio(sample, how, floor)
  return ratio && { ...ratio, ...relationOf(known, ratio.verdict === 'resolved') }
}

function sideOf({ high, low }: Interval): Ratio['side'] {
  if (low > 1) return 'above'
  return high < 1 ? 'below' : undefined
}
