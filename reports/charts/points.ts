/** What charts draw: one flat record for a row in a cell and direction, the same for all charts. */
import type { Analysis, FigureOp, Verdict } from '../../results/analysis/types.js'
import {
  type CellGroup,
  cellGroups,
  figureOf,
  formatNs,
  formatPageSizes,
  OP_WORDS,
  printable,
  rowLabel,
  speedupWords,
  verdictWords,
  wrap,
} from '../words/index.js'

/** A name that Vega-Lite gives to the data of all charts; a page holds them once. */
export const POINTS = 'points'

/** One drawn point. Times are nanoseconds, sizes bytes, speed-ups ratios. */
export interface Point {
  /** Index of the group in `cellGroups`. */
  group: number
  /** Short label, unique within the group and broken into lines, and the full title. */
  label: string
  title: string
  op: FigureOp
  direction: string
  shape: string
  /** Place on the ladder; 0 is the baseline. */
  rank: number
  verdict: Verdict
  /** Speed-up with its interval; the same work has neither, one generation no interval. */
  speedup?: number
  low?: number
  high?: number
  /** The noise floor around 1, in the same unit. */
  bandLow?: number
  bandHigh?: number
  bufferBytes?: number
  pageSizes: string
  nsPerPage?: number
  /** In words, for tooltips. */
  figure: string
  meaning: string
  time: string
  timePerPage: string
}

/** All points of an analysis; figures that are missing have none, and neither has the null row. */
export function points(analysis: Analysis): Point[] {
  return cellGroups(analysis).flatMap((group, index) => {
    const labels = brokenLabels(group)
    return group.cells.flatMap((cell) =>
      [group.baseline, ...group.shapes].flatMap((row, rank) =>
        group.ops.flatMap((op) => {
          if (row === undefined) return []
          const figure = figureOf(cell, row.id, op)
          if (figure === undefined || figure.verdict === 'missing') return []
          const band = cell.nullBand[op]
          const baseline = row.role === 'baseline'
          const point: Point = {
            group: index,
            label: labels.get(cell.id) ?? cell.id,
            title: printable(cell.title),
            op,
            pageSizes: formatPageSizes(cell.pgsizeBitmap),
            direction: OP_WORDS[op],
            shape: printable(rowLabel(row, analysis.rows)),
            rank,
            verdict: figure.verdict,
            figure: baseline ? 'the baseline' : speedupWords(figure),
            meaning: baseline ? '' : verdictWords(figure),
            time: figure.nsPerOperation === undefined ? '-' : formatNs(figure.nsPerOperation),
            timePerPage: figure.nsPerPage === undefined ? '-' : formatNs(figure.nsPerPage),
          }
          if (!baseline && figure.verdict !== 'same-work') {
            if (figure.estimate !== undefined) point.speedup = figure.estimate
            if (figure.speedup !== undefined) {
              point.speedup = figure.speedup.estimate
              point.low = figure.speedup.low
              point.high = figure.speedup.high
            }
          }
          if (band !== undefined) {
            point.bandLow = 1 / (1 + band)
            point.bandHigh = 1 + band
          }
          if (cell.bufferBytes !== undefined) point.bufferBytes = cell.bufferBytes
          if (figure.nsPerPage !== undefined) point.nsPerPage = figure.nsPerPage
          return [point]
        }),
      ),
    )
  })
}

/** Characters on a line of an axis label, and the most lines that a row of a chart has room for. */
const LINE = 18
const LINES = 3

/** The labels of a group's cells, long ones broken into lines and the rest of them cut. */
function brokenLabels({ cells, labels }: CellGroup): Map<string, string> {
  const broken = cells.map(({ id }): [string, string] => {
    const lines = wrap(printable(labels.get(id) ?? id), LINE)
    const kept = lines.slice(0, LINES)
    return [id, kept.join('\n') + (lines.length > LINES ? '\u2026' : '')]
  })
  // What was cut may have told two cells apart: then they stay as they are.
  return new Set(broken.map(([, label]) => label)).size === cells.length
    ? new Map(broken)
    : new Map(cells.map(({ id }) => [id, printable(id)]))
}
