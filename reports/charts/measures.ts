/** The three measures that are drawn: what counts say, tables do. */
import { PUNT_SHAPES } from '../../results/analysis/types.js'
import { judgedMark, nsMark, speedupMark } from './mark.js'
import type { Measure } from './measure.js'
import { rowsOf } from './places.js'

export const SPEED_UP: Measure = {
  name: 'speed-up',
  title: 'Speed-up over per-page (one page a call)',
  kind: 'ratio',
  one: 'per-page',
  other: 'per-page',
  reading: { bySize: 'Above 1 is faster', inPlaces: 'Right of 1 is faster' },
  rows: (source) => rowsOf(source),
  against: [{ mark: speedupMark }],
}

export const NS_PER_PAGE: Measure = {
  name: 'ns-per-page',
  title: 'Nanoseconds for one 4K page',
  kind: 'ns',
  other: 'per-page',
  reading: {
    bySize: 'What is flat is a cost a page, what falls a cost a call, shared by more pages',
    inPlaces: 'Less is faster',
  },
  rows: (source) => rowsOf(source, true),
  against: [{ mark: ({ layouts, nsPerPage }) => nsMark(nsPerPage, layouts) }],
  limits: true,
}

/** Call shapes that nobody would stop at: they would only crowd out the others. */
const PASSED: readonly string[] = ['asymmetric', 'per-page', 'driver-pages', 'rewalk']

export const LEFT_ON_TABLE: Measure = {
  name: 'left-on-table',
  title: 'Left on the table: time of a call shape over that of handing the whole operation down',
  kind: 'ratio',
  other: 'it',
  one: '1: as long',
  reading: {
    bySize: 'Above 1 something is left, below 1 handing it down is slower',
    inPlaces: 'Right of 1 something is left, left of 1 handing it down is slower',
  },
  rows: (source) => rowsOf(source).filter(({ shape }) => !PASSED.includes(shape)),
  against: PUNT_SHAPES.map((punt) => ({
    title: `over ${punt}`,
    // What punt-range takes over punt is the other row of panels once more.
    mark: ({ left }) => judgedMark(left[punt]),
  })),
}
