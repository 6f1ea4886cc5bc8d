/** The answer's table as one wide picture, for a README or a slide. */
import type { Analysis } from '../../results/analysis/index.js'
import { rowWords, type ScreenFigure, type ScreenTable, screenOf } from '../answer/index.js'
import type { Chart } from './chart.js'
import { type LaneSizes, lanesSpec } from './lanes.js'
import { drawn, type Mark, SIGNS } from './mark.js'
import { MOST_TRACES } from './places.js'
import { machineWords } from './sheet.js'
import { LIGHT } from './theme.js'

/** Pixels that all lanes share, and of one. */
const LANES = 330
const LEAST_LANE = 26
const MOST_LANE = 76
/** Sizes of buffers that there is room for. */
const MOST_SIZES = 5

export const headline: Chart = {
  name: 'headline',
  spec(analysis, theme = LIGHT) {
    const { table, without } = screenOf(analysis)
    if (table === undefined) return undefined
    const columns = chosen(analysis, table)
    const lane = Math.max(LEAST_LANE, Math.min(MOST_LANE, LANES / table.rows.length))
    const sizes: LaneSizes = {
      lane: Math.floor(lane),
      text: 14,
      point: 95,
      words: { title: 20, basis: 14, note: 12 },
      widest: Number.POSITIVE_INFINITY,
    }
    return lanesSpec(
      {
        title: table.heading,
        basis: `${table.basis} - ${machineWords(analysis)}`,
        notes: [
          'Right of the line at 1 is faster, on a logarithmic scale',
          table.legend,
          without.replace(/\.$/, ''),
        ],
        kind: 'ratio',
        columns: columns.map(({ lines }) => lines),
        rows: [
          {
            lanes: table.rows.map((row) => ({ label: rowWords(row), shape: row.shape })),
            marks: columns.map(({ at }) => table.rows.map(({ figures }) => markOf(figures[at]))),
          },
        ],
      },
      theme,
      sizes,
    )
  },
}

/** The table's columns as far as there is room: sizes from end to end, and the first traces. */
function chosen(
  { cells }: Analysis,
  { columns }: ScreenTable,
): Array<{ at: number; lines: string[] }> {
  const all = columns.map(({ cell: id, label }, at) => ({
    at,
    label,
    cell: cells.find((cell) => cell.id === id),
  }))
  const traces = all.filter(({ cell }) => cell?.workload === 'trace').slice(0, MOST_TRACES)
  const scattered = all.filter(({ cell }) => cell?.segments !== undefined)
  const sizes = all.filter(({ cell }) => cell?.workload !== 'trace' && cell?.segments === undefined)
  return [
    ...spread(sizes, MOST_SIZES).map(({ at, label }) => ({ at, lines: [label] })),
    ...scattered.map(({ at, label }) => ({ at, lines: [label] })),
    ...traces.map(({ at, label }) => ({ at, lines: [label, 'trace'] })),
  ]
}

/** So many of some, evenly, the first and the last among them. */
function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all]
  const step = (all.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, nth) => all[Math.round(nth * step)])
}

/** A figure as the table has it. */
function markOf(figure: ScreenFigure | undefined): Mark | undefined {
  if (figure === undefined || figure.verdict === 'untimed' || figure.text === '') return undefined
  const { interval, plusMinus, text, verdict } = figure
  const measured = interval !== undefined && verdict !== 'not-measurable'
  return {
    ...(measured && {
      value: drawn(interval.estimate),
      low: drawn(interval.low),
      high: drawn(interval.high),
    }),
    open: verdict !== 'resolved',
    text,
    ...(plusMinus !== undefined && { note: plusMinus }),
    same: false,
    across: text.includes(SIGNS.across),
  }
}
