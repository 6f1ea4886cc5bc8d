/** What the charts of size sweeps draw: one flat record for a row in a cell and direction. */
import type { Analysis, FigureOp, Verdict } from '../../results/analysis/types.js'
import {
  bandIn,
  figureOf,
  formatNs,
  OP_WORDS,
  printable,
  speedupWords,
  verdictWords,
} from '../words/index.js'
import { rungsOf } from './rungs.js'
import { sizeSeries } from './size-series.js'
import { drawn } from './spec.js'

/** A name that Vega-Lite gives to the data of these charts; a page holds them once. */
export const POINTS = 'points'

/** One drawn point. Times are nanoseconds, sizes bytes, speed-ups ratios. */
export interface Point {
  /** Index of the sweep in `sizeSeries`. */
  series: number
  title: string
  op: FigureOp
  direction: string
  shape: string
  /** Place among the rungs that were timed; 0 is the first. */
  rank: number
  baseline: boolean
  verdict: Verdict
  /** Speed-up with its interval; one generation has none. */
  speedup?: number
  low?: number
  high?: number
  /** The noise floor around 1, in the same unit; it stands with the baseline. */
  bandLow?: number
  bandHigh?: number
  bufferBytes: number
  nsPerPage?: number
  /** In words, for tooltips. */
  figure: string
  meaning: string
  time: string
  timePerPage: string
}

/** All points of an analysis; figures that are missing have none, and neither has the null row. */
export function points(analysis: Analysis): Point[] {
  return sizeSeries(analysis).flatMap(({ group, cells }, series) =>
    cells.flatMap((cell) =>
      rungsOf(analysis, group).flatMap(({ row, shape }, rank) =>
        group.ops.flatMap((op): Point[] => {
          const figure = figureOf(cell, row.id, op)
          if (figure === undefined || cell.bufferBytes === undefined) return []
          if (figure.verdict === 'missing' || figure.verdict === 'untimed') return []
          const baseline = row.role === 'baseline'
          const point: Point = {
            series,
            title: printable(cell.title),
            op,
            direction: OP_WORDS[op],
            shape,
            rank,
            baseline,
            verdict: figure.verdict,
            bufferBytes: cell.bufferBytes,
            figure: baseline ? 'the baseline' : speedupWords(figure),
            meaning: baseline ? '' : verdictWords(figure),
            time: figure.nsPerOperation === undefined ? '-' : formatNs(figure.nsPerOperation),
            timePerPage: figure.nsPerPage === undefined ? '-' : formatNs(figure.nsPerPage),
          }
          if (!baseline && figure.verdict !== 'not-measurable' && figure.layouts === undefined) {
            if (figure.estimate !== undefined) point.speedup = drawn(figure.estimate)
            if (figure.speedup !== undefined) {
              point.speedup = drawn(figure.speedup.estimate)
              point.low = drawn(figure.speedup.low)
              point.high = drawn(figure.speedup.high)
            }
          }
          const band = bandIn(group, cell, op)
          if (baseline && band !== undefined) {
            point.bandLow = drawn(1 / (1 + band))
            point.bandHigh = drawn(1 + band)
          }
          const own = figure.layout ?? cell.layout
          if (figure.nsPerPage !== undefined && own === cell.layout)
            point.nsPerPage = drawn(figure.nsPerPage)
          return [point]
        }),
      ),
    ),
  )
}
