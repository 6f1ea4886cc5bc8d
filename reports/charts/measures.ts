/** The three measures that are drawn: what counts say, tables do. */
import { PUNT_SHAPES } from '../../results/analysis/index.js'
import { pageWords } from '../phrases/index.js'
import { judgedMark, nsMark, speedupMark } from './mark.js'
import type { Measure } from './measure.js'
import { rowsOf } from './places.js'

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
