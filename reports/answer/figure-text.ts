/** How the answers write a ratio: one figure, one interval, and whether it is resolved. */
import { halfWidth, type Interval, isMeasurable, type Ratio } from '../../results/analysis/index.js'
import { formatInterval, formatRatio } from '../phrases/index.js'

/** Both sides of an interval may differ by this factor and still be told by one number. */
const SYMMETRIC = 1.25

/** `±0.3 %`, never less than the interval has; `undefined` where its sides are too unequal. */
export function plusMinus({ estimate, high, low }: Interval): string | undefined {
  const [above, below] = [high / estimate - 1, 1 - low / estimate]
  const [least, most] = above < below ? [above, below] : [below, above]
  // Below a tenth of a per cent both print alike.
  return most < 0.001 || most <= SYMMETRIC * least ? spread(most) : undefined
}

/** `±0.3 %`, `±4 %`: rounded up, so that it holds what was measured. */
export function spread(effect: number): string {
  const percent = 100 * effect
  // A hair above a step is that step: 2.0000001 is no 3.
  const up = (digits: number) => Math.ceil(percent * 10 ** digits - 1e-6) / 10 ** digits
  const fine = Math.max(0.1, up(1))
  return fine < 1 ? `±${fine.toFixed(1)} %` : `±${up(0).toFixed(0)} %`
}

/** `1.53 x ±0.1 %`, or `1.53 x [1.40, 1.71]`; words where nothing was measured. */
export function ratioText(interval: Interval): string {
  const both = isMeasurable(interval) ? plusMinus(interval) : undefined
  return both === undefined ? formatInterval(interval) : `${formatRatio(interval.estimate)} ${both}`
}

/** The same, and behind it that it is not resolved. */
export function judgedText({ interval, verdict }: Pick<Ratio, 'interval' | 'verdict'>): string {
  return `${ratioText(interval)}${verdict === 'not-resolved' ? ', not resolved' : ''}`
}

/** A ratio, and what it was measured on. */
export interface Shown {
  /** `64K`, `the NVMe trace`. */
  label: string
  judged: Ratio
}

/** The least and the most of some ratios, which may be one; `undefined` where none was measured. */
export function endsOf(shown: readonly Shown[]): readonly [least: Shown, most: Shown] | undefined {
  const sorted = shown
    .filter(({ judged }) => judged.verdict !== 'not-measurable')
    .toSorted((a, b) => a.judged.interval.estimate - b.judged.interval.estimate)
  const [least] = sorted
  const most = sorted.at(-1)
  return least === undefined || most === undefined ? undefined : [least, most]
}

/**
 * `buffers 3.27 x (64K) to 4.03 x (64M), ±0.6 % at most`, and how many are resolved where not all are;
 * one alone `2M buffers 4.01 x ±0.9 %`. No ends where nothing was measured.
 */
export function rangeOver(what: string, shown: readonly Shown[]): string {
  const ends = endsOf(shown)
  if (ends === undefined) return `${what} not measurable`
  const [least, most] = ends
  if (least === most) return `${least.label} ${what} ${judgedText(least.judged)}`
  const resolved = resolvedText(shown)
  return `${what} ${fromTo(least, most)}, ${spreadOf(shown)} at most${resolved && `, ${resolved}`}`
}

/**
 * `1.05 x (4K) to 2.43 x (64M) in buffers`, for lines that name the interval once for all; one alone
 * `0.99 x in 2M buffers (not resolved)`.
 */
export function rangeIn(what: string, shown: readonly Shown[]): string {
  const ends = endsOf(shown)
  if (ends === undefined) return `not measurable in ${what}`
  const [least, most] = ends
  const range =
    least === most
      ? `${ratioOf(least)} in ${least.label} ${what}`
      : `${fromTo(least, most)} in ${what}`
  return range + resolvedTail(shown)
}

/** `1.05 x to 2.43 x (3 of 5 resolved)`; `undefined` where nothing was measured. */
export function shortRange(shown: readonly Shown[]): string | undefined {
  const ends = endsOf(shown)
  if (ends === undefined) return undefined
  const [least, most] = ends.map(ratioOf)
  return (least === most ? `${least}` : `${least} to ${most}`) + resolvedTail(shown)
}

/** `1.05 x (4K) to 2.43 x (64M)`; once where both print alike. */
export function fromTo(least: Shown, most: Shown): string {
  const [low, high] = [least, most].map(ratioOf)
  return low === high ? `${low}` : `${low} (${least.label}) to ${high} (${most.label})`
}

function ratioOf({ judged }: Shown): string {
  return formatRatio(judged.interval.estimate)
}

/** ` (3 of 5 resolved)`; nothing where all are. */
export function resolvedTail(shown: readonly Shown[]): string {
  const words = resolvedText(shown)
  return words === '' ? '' : ` (${words})`
}

/** The widest interval of some ratios. */
export function spreadOf(shown: readonly Shown[]): string {
  return spread(Math.max(0, ...measured(shown).map(({ judged }) => halfWidth(judged.interval))))
}

/** `3 of 5 resolved`; nothing where all are. */
function resolvedText(shown: readonly Shown[]): string {
  const all = measured(shown)
  const resolved = all.filter(({ judged }) => judged.verdict === 'resolved').length
  if (resolved === all.length) return ''
  if (resolved > 0) return `${resolved} of ${all.length} resolved`
  return all.length === 1 ? 'not resolved' : 'none resolved'
}

function measured(shown: readonly Shown[]): readonly Shown[] {
  return shown.filter(({ judged }) => judged.verdict !== 'not-measurable')
}
