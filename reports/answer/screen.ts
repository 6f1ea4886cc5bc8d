/**
 * The answer as it fits a screen: what terminal, page, mail, Markdown and README say, in the same
 * words. Everything is text that is ready to be printed, made of a few fixed sentences with holes; no
 * report words a figure again.
 */
import type { Interval, Ratio } from '../../results/analysis/index.js'

/** The three questions of the mail, in their order. */
export const QUESTIONS = ['How much?', 'Half enough?', 'Left on the table?'] as const
export type Question = (typeof QUESTIONS)[number]

/** Characters of an answer's text. */
export const LONGEST_ANSWER = 440

/** One question and its answer, which survives being quoted alone. */
export interface ScreenAnswer {
  question: Question
  /** The figure as a card shows it: `1.68 x ±1 %`, `4.7 x to 7.0 x`, `open`. */
  figure: string
  /**
   * One to three sentences, `LONGEST_ANSWER` characters at most; they hold the figure, whose code it is
   * of, and what it rests on.
   */
  text: string
  /** Whether a run like this cannot say; `text` says why, and which command would. */
  open: boolean
}

/** All answers together where they say the same, which is said once; else each by itself. */
export function alikeAnswers<T extends Pick<ScreenAnswer, 'text'>>(answers: readonly T[]): T[][] {
  const isOne = new Set(answers.map(({ text }) => text)).size === 1
  return isOne ? [[...answers]] : answers.map((answer) => [answer])
}

/** A figure of the table: a speed-up, as it was judged. */
export interface ScreenFigure {
  /** `6.69`, `~1.00` where not resolved, `-` where there is none. */
  text: string
  /** The half width of the interval in per cent, where it is wide enough to be shown. */
  plusMinus?: string
  interval?: Interval
  verdict: Ratio['verdict'] | 'untimed' | 'missing'
  /** Of what is resolved: `below` is slower than per-page. */
  side?: Ratio['side']
}

/** The one table: call shapes by what they were measured on. */
export interface ScreenTable {
  /** `Speed-up over per-page (a page a call), map + unmap`; `its own per-page` where rows are of several codes. */
  heading: string
  /** What all of it rests on: `by Linux 7.2.13, tables kept, 4K pages`. */
  basis: string
  /** Sizes of buffers in their order, then scattered ones, then traces by a short name. */
  columns: ReadonlyArray<{ label: string; cell: string }>
  /** Shapes in the ladder's order, with what they are in history: `unmap-pages`, `RFC`. */
  rows: ReadonlyArray<{
    shape: string
    /** Empty where a shape is of no version, or of no engine of ours. */
    history: string
    /** Whose code a row is of where that is not the basis's: `our C`, `VT-d second stage`. */
    by?: string
    row: string
    figures: readonly ScreenFigure[]
  }>
  /** What the signs mean: `± of 95 % intervals is under 1 % unless shown; ~ not resolved`. */
  legend: string
}

export interface Screen {
  /** Two trees or a patch: what differs, worst first, before all else; empty otherwise. */
  differs: readonly string[]
  /** Absent where the run holds no speed-up. */
  table?: ScreenTable
  answers: readonly ScreenAnswer[]
  /** The figure that `changes` are of: `unmap of 2M by unmap-pages 3.99 x ±0.3 %`. */
  changed?: string
  /** What changes it, one short part each: `lazy 19.9 x ±0.3 %`, `retpolines 9.1 x ±1 %`. */
  changes: readonly string[]
  /** What is not in these times, in a sentence. */
  without: string
  /** Cautions in a few words each, the gravest first: `virtual machine: quote ratios, not times`. */
  mind: readonly string[]
}
