/** A figure in words, as tables and tooltips show it. */
import type {
  CellAnalysis,
  Figure,
  FigureOp,
  Interval,
  Judged,
  PuntShape,
} from '../../results/analysis/types.js'
import { formatEffect, formatInterval, formatNs, formatRatio } from './format.js'
import { VERDICT_WORDS } from './terms.js'

/**
 * Marks of figures that claim no difference; a legend beside them tells what they mean. What was
 * not meant to be timed is left blank: it is no failure.
 */
export const MARKS = { 'same-work': '=', 'not-resolved': '~', missing: '-', untimed: '' } as const

/** What the marks mean, for legends. */
export const MARK_WORDS =
  '= same work by count, no ratio is claimed; ~ not resolved: whatever difference there is, this ' +
  'run cannot see it; - no figure; blank: not timed there'

/** A speed-up with its verdict: `4.52 x [4.41, 4.63]`, `~ 1.01 x [0.99, 1.03]`, `= same work`. */
export function speedupWords(figure: Figure | undefined): string {
  if (figure === undefined || figure.verdict === 'missing') return MARKS.missing
  if (figure.verdict === 'untimed') return MARKS.untimed
  if (figure.verdict === 'same-work') return `${MARKS['same-work']} same work`
  const interval = estimateWords(figure)
  if (interval === undefined) return timeWords(figure)
  return figure.verdict === 'resolved' ? interval : `${MARKS['not-resolved']} ${interval}`
}

/** What is told of a row that has no baseline: the time of an operation. */
function timeWords({ nsPerOperation }: Figure): string {
  return nsPerOperation === undefined ? MARKS.missing : `${formatNs(nsPerOperation)}, no ratio`
}

/** An estimate with its interval; alone where a single generation allows none. */
export function estimateWords({ speedup, estimate }: Figure): string | undefined {
  if (speedup !== undefined) return formatInterval(speedup)
  return estimate === undefined ? undefined : `${formatRatio(estimate)}, no interval`
}

/** A ratio of two rows, marked where it is not resolved; blank where there is none. */
export function judgedWords(judged: Judged | undefined): string {
  if (judged === undefined) return MARKS.untimed
  if (judged.sameWork) return `${MARKS['same-work']} same work`
  const interval = formatInterval(judged.interval)
  return judged.resolved ? interval : `${MARKS['not-resolved']} ${interval}`
}

/**
 * The share of the way to a punting shape that a figure has gone; nothing where the two do the same
 * work by count, which is all of it and no claim.
 */
export function shareOf({ captured, left }: Figure, punt: PuntShape): Interval | undefined {
  return left[punt]?.sameWork ? undefined : captured[punt]
}

/** The smallest effect that a ratio could have shown: its half width, or the null band if larger. */
export function smallestOf({ interval }: Judged, cell: CellAnalysis, op: FigureOp): number {
  return Math.max(interval.high / interval.estimate - 1, cell.nullBand[op] ?? 0)
}

/** A verdict as a sentence's part: `not resolved (smallest resolvable: 1.2 %)`. */
export function verdictWords(figure: Figure): string {
  const words = VERDICT_WORDS[figure.verdict]
  return figure.verdict === 'not-resolved' ? `${words}${resolvable(figure)}` : words
}

/** ` (smallest resolvable: 1.2 %)`, or nothing where the figures do not tell; the worst of several. */
export function resolvable(...figures: readonly Figure[]): string {
  return smallestWords(figures.flatMap(({ smallestResolvable }) => smallestResolvable ?? []))
}

/** The same of effects: the worst of them, or nothing where there is none. */
export function smallestWords(effects: readonly number[]): string {
  return effects.length === 0 ? '' : ` (smallest resolvable: ${formatEffect(Math.max(...effects))})`
}
