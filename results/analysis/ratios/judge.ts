/**
 * The one judge: whether a ratio is resolved, and on which side of 1, is decided here and nowhere
 * else. Effects are distances from 1: 0.03 is 3 %.
 */

import { type Known, type Relation, relationOf } from '../relations/relation.js'
import {
  chanceOf,
  type GenerationValue,
  holmThreshold,
  intervalOf,
  modesOf,
  type Sample,
  type Span,
  unitMeans,
  type ValueMode,
} from '../stats/index.js'

/** A figure and the interval that holds it at 95 %, each for itself. Of a ratio all are positive. */
export type Interval = Span

/** One of two values that a ratio takes, and the share of the processes in which it does. */
export interface RatioMode {
  ratio: number
  share: number
}

/** A ratio as it was judged. */
export interface Ratio {
  interval: Interval
  /**
   * - `resolved`: told apart from 1 over all comparisons of the run, and clear of the null band.
   * - `not-measurable`: the ends of its interval lie farther apart than a factor of two.
   */
  verdict: 'resolved' | 'not-resolved' | 'not-measurable'
  /** The side of 1 that a resolved ratio lies on. */
  side?: 'above' | 'below'
  /**
   * The smallest distance from 1 that could have been resolved: that which is told apart over all comparisons,
   * or the null band if larger. The half width is narrower, since an interval is for itself.
   */
  smallestResolvable: number
  /** Where it has one value in some processes and another in the rest; the interval's lies between. */
  modes?: [RatioMode, RatioMode]
}

/** A ratio of two rows, and what is known of their work. */
export type Judged = Ratio & Relation

/** The level of every interval, and that at which all of a run's resolved ratios hold together. */
export const LEVEL = 0.95

/** How ratios are judged, given all that are looked at together. */
export interface How {
  /** Of each interval. */
  level: number
  /** The largest chance at which a ratio is told apart from 1. */
  threshold: number
}

/** @param comparisons of a whole run, or of all that is printed together. */
export function howOf(comparisons: readonly Sample[]): How {
  return { level: LEVEL, threshold: holmThreshold(comparisons.map(chanceOf), 1 - LEVEL) }
}

/** What there is of a ratio, as logarithms. */
export interface Sampled {
  /** Absent where there are too few generations for an interval. */
  sample?: Sample
  /** What it was made of; absent where that is no one ratio's. */
  values?: readonly GenerationValue[]
}

/** A ratio whose interval's ends lie farther apart than this factor was not measured. */
const WIDEST = 2

/** How far a ratio is from 1, the same for a ratio and its inverse. */
export function effectOf(ratio: number): number {
  return Math.exp(Math.abs(Math.log(ratio))) - 1
}

/** An interval's half width. */
export function halfWidth({ estimate, high }: Interval): number {
  return effectOf(high / estimate)
}

/** Whether an interval says anything of a size. */
export function isMeasurable({ high, low }: Interval): boolean {
  return high / low <= WIDEST
}

/**
 * A ratio is resolved where it is told apart from 1 over all comparisons and its estimate clears the
 * noise floor, if it was measured at all.
 */
export function judgeRatio(
  { sample, values = [] }: Sampled,
  { level, threshold }: How,
  floor: number | undefined,
): Ratio | undefined {
  if (sample === undefined) return undefined
  const interval = intervalOf(sample, level)
  const modes = modesOf(unitMeans(values))
  return {
    interval,
    ...verdictOf(interval, chanceOf(sample) <= threshold, floor),
    smallestResolvable: Math.max(leastToldApart(sample, threshold), floor ?? 0),
    ...(modes && { modes: [ratioMode(modes[0]), ratioMode(modes[1])] }),
  }
}

/** The effect from which on a sample as wide as this is told apart. */
function leastToldApart(sample: Sample, threshold: number): number {
  return Math.min(halfWidth(intervalOf(sample, 1 - threshold)), Number.MAX_VALUE)
}

function ratioMode({ median, share }: ValueMode): RatioMode {
  return { ratio: Math.exp(median), share }
}

function verdictOf(
  interval: Interval,
  toldApart: boolean,
  floor = 0,
): Pick<Ratio, 'side' | 'verdict'> {
  if (!isMeasurable(interval)) return { verdict: 'not-measurable' }
  const { estimate } = interval
  if (!toldApart || effectOf(estimate) <= floor) return { verdict: 'not-resolved' }
  return { verdict: 'resolved', side: estimate > 1 ? 'above' : 'below' }
}

/** The same of two rows whose work is known. */
export function judgeRows(
  contrast: Known & Sampled,
  how: How,
  floor: number | undefined,
): Judged | undefined {
  const ratio = judgeRatio(contrast, how, floor)
  return ratio && { ...ratio, ...relationOf(contrast, ratio.verdict === 'resolved') }
}

/** Whether ratios say the same: all told apart from 1 on one side of it, or none; of work that is alike. */
export function agree(
  ratios: ReadonlyArray<Pick<Ratio, 'side' | 'verdict'> & Partial<Pick<Relation, 'work'>>>,
): boolean {
  const [first] = ratios
  return ratios.every(
    ({ side, verdict, work }) =>
      verdict === first?.verdict && side === first.side && work === first.work,
  )
}
