/** A figure as every chart draws it: a point, its interval, and its value in words at the right. */
import type { Figure, Judged, Relation } from '../../results/analysis/index.js'
import { formatRatio } from '../phrases/index.js'
import { present } from '../text/index.js'

/** Ratios have no unit, times are nanoseconds. */
export interface Mark {
  /** Absent where it was not measurable: then the text alone stands. */
  value?: number
  low?: number
  high?: number
  /** Not resolved, and so drawn hollow. */
  open: boolean
  /** `6.17`, `~0.99`, `25.4#`. */
  text: string
  /** Small, beneath it: `±2 %`. */
  note?: string
  /** Its calls are those of what it is held against, by every counter. */
  same: boolean
  /** It frees its tables and what it is held against does not, or the other way round. */
  across: boolean
}

/** The signs in texts of marks, each with what it means. */
export const SIGNS = {
  open: '~',
  same: '=',
  across: '#',
  unmeasurable: '?',
} as const

/** A row's speed-up; nothing where it was not timed, or is the baseline. */
export function speedupMark(figure: Figure | undefined): Mark | undefined {
  if (figure?.estimate === undefined) return undefined
  const { estimate, speedup, verdict, ...relation } = figure
  if (verdict === 'missing' || verdict === 'untimed') return undefined
  return ratioMark(verdict, relation, speedup?.estimate ?? estimate, speedup)
}

/** A ratio of two rows. */
export function judgedMark(judged: Judged | undefined): Mark | undefined {
  if (judged === undefined) return undefined
  const { interval, verdict, ...relation } = judged
  return ratioMark(verdict, relation, interval.estimate, interval)
}

function ratioMark(
  verdict: Figure['verdict'],
  { layouts, work }: Relation,
  estimate: number,
  interval: { low: number; high: number } | undefined,
): Mark {
  const relation = { same: work !== 'differs', across: layouts !== undefined }
  if (verdict === 'not-measurable') return { open: true, text: SIGNS.unmeasurable, ...relation }
  const open = verdict !== 'resolved'
  const behind = `${relation.across ? SIGNS.across : ''}${relation.same ? SIGNS.same : ''}`
  return {
    value: drawn(estimate),
    ...(interval && { low: drawn(interval.low), high: drawn(interval.high) }),
    open,
    text: `${open ? SIGNS.open : ''}${formatRatio(estimate).replace(' x', '')}${behind}`,
    ...relation,
  }
}

/** A time, which has no interval. */
export function nsMark(ns: number | undefined, layouts?: Relation['layouts']): Mark | undefined {
  if (ns === undefined) return undefined
  const across = layouts !== undefined
  // The axis names the unit.
  const text = `${ns < 100 ? ns.toPrecision(3) : ns.toFixed(0)}${across ? SIGNS.across : ''}`
  return { value: drawn(ns), open: false, text, same: false, across }
}

/** What the signs in some marks mean, for the line beneath a chart; `other` is what ratios are held against. */
export function signWords(marks: readonly Mark[], other: string): string[] {
  const some = (of: (mark: Mark) => boolean) => marks.some(of)
  return present([
    some(({ open, value }) => open && value !== undefined) &&
      `Hollow and ${SIGNS.open}: not resolved`,
    some(({ same }) => same) && `${SIGNS.same} the same calls as ${other}`,
    some(({ across }) => across) &&
      `${SIGNS.across} one of the two frees its tables and the other does not`,
    some(({ value }) => value === undefined) && `${SIGNS.unmeasurable} not measurable`,
  ])
}

/** A figure as a chart needs it: five significant digits are finer than a pixel. */
export function drawn(value: number): number {
  return Number(value.toPrecision(5))
}
