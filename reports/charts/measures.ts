/** The three measures that are drawn: what counts say, tables do. */
import {
  type CellAnalysis,
  type Figure,
  PUNT_SHAPES,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import type { Source } from '../answer/index.js'
import { pageWords } from '../phrases/index.js'
import { judgedMark, type Mark, nsMark, speedupMark } from './mark.js'
import type { Kind } from './panels.js'
import { rowsOf } from './places.js'

/** What figures are held against in one source. */
export interface Against {
  /** The line at 1, where ratios are taken. */
  one?: string
  mark(figure: Figure): Mark | undefined
}

export interface Measure {
  /** Begins the names of its charts. */
  name: string
  title(cells: readonly CellAnalysis[]): string
  kind: Kind
  /** What most sources are held against. */
  one?: string
  /** How to read it. */
  reading: { bySize: string; inPlaces: string }
  rows(source: Source): RowAnalysis[]
  /** Nothing where a source has nothing to be held against. */
  against(source: Source): Against | undefined
  /** Whether limits are drawn beneath, where some were timed. */
  limits?: true
}

export const SPEED_UP: Measure = {
  name: 'speed-up',
  title: () => 'Speed-up over per-page (a page a call)',
  kind: 'ratio',
  one: 'per-page',
  reading: { bySize: 'Above 1 is faster', inPlaces: 'Right of 1 is faster' },
  rows: (source) => rowsOf(source),
  against: () => ({ one: 'per-page', mark: speedupMark }),
}

export const NS_PER_PAGE: Measure = {
  name: 'ns-per-page',
  title: (cells) => `Nanoseconds for one ${pageWords(cells)}`,
  kind: 'ns',
  reading: {
    bySize: 'What is flat is a cost a page, what falls a cost a call, shared by more pages',
    inPlaces: 'Less is faster',
  },
  rows: (source) => rowsOf(source, true),
  against: () => ({ mark: ({ layouts, nsPerPage }) => nsMark(nsPerPage, layouts) }),
  limits: true,
}

/** Call shapes that nobody would stop at: they would only crowd out the others. */
const PASSED: readonly string[] = ['asymmetric', 'per-page', 'driver-pages', 'rewalk']

/** With one range where a source has it: punt is a row of that, and says what the gather is worth. */
const PUNTS = PUNT_SHAPES.toReversed()

export const LEFT_ON_TABLE: Measure = {
  name: 'left-on-table',
  title: () => 'Left on the table: time over that of punt-range (the whole operation in one call)',
  kind: 'ratio',
  one: 'punt-range',
  reading: {
    bySize: 'Above 1 something is left, below 1 punting is the slower way',
    inPlaces: 'Right of 1 something is left, left of 1 punting is the slower way',
  },
  rows: (source) => rowsOf(source).filter(({ shape }) => !PASSED.includes(shape)),
  against: ({ shapes }) => {
    const punt = PUNTS.find((one) => shapes.some(({ shape }) => shape === one))
    return punt && { one: punt, mark: ({ left }) => judgedMark(left[punt]) }
  },
}
