/** The rounds of one cell as they were measured: drift, jumps and two modes are seen at once. */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis, CellAnalysis } from '../../results/analysis/types.js'
import type { Op } from '../../results/schema.js'
import { formatEffect, formatNs, OP_WORDS, plural, printable } from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { inLadderOrder, type Rung } from './rungs.js'
import { specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 610
const LANE = 32
/** Ends the null row's name. */
const AGAIN = ', again'

export const samples: Chart = {
  name: 'samples',
  title: 'Every round of the noisiest cell',
  caption,
  spec,
  table,
  cells: (analysis) => noisiest(analysis).map(({ id }) => id),
}

function caption(analysis: Analysis): string {
  const [cell] = noisiest(analysis)
  if (cell === undefined) return 'No round was measured.'
  const effect = noiseOf(cell)
  const least = Number.isFinite(effect) ? `, ${formatEffect(effect)}` : ''
  const noise =
    effect === 0 ? '' : `, the cell of this run in which a typical row could show the least${least}`
  const reach = reachOf(tracks(analysis, cell))
  return (
    `${printable(cell.title)}${noise}: each row's time in each of ` +
    `${plural(cell.samples.generation.length, 'round')}, in the order that they were run, over the ` +
    `row's own median, from ${formatNumber(1 / reach)} to ${formatNumber(reach)} on a logarithmic axis; ` +
    'what lies beyond is drawn at the edge. Lines break and rules stand where a generation of fresh ' +
    'processes begins. What moves all rows alike is the machine, and falls out of a ratio; what moves ' +
    'a row alone does not.'
  )
}

/** The cell with rounds in which a typical row could have shown the least; the first where none tells. */
function noisiest({ cells }: Analysis): CellAnalysis[] {
  const measured = cells.filter(({ samples: { nsPerOperation } }) =>
    Object.values(nsPerOperation).some((ops) =>
      Object.values(ops).some((times) => times.some((ns) => ns !== null)),
    ),
  )
  const most = Math.max(...measured.map(noiseOf))
  return measured.filter((cell) => noiseOf(cell) === most).slice(0, 1)
}

function noiseOf({ smallestResolvable }: CellAnalysis): number {
  return Math.max(0, ...Object.values(smallestResolvable))
}

/** A row's times in one direction, nanoseconds for one operation, and their median. */
interface Track {
  op: Op
  row: string
  times: Array<number | null>
  median: number
}

function tracks(analysis: Analysis, cell: CellAnalysis): Track[] {
  return cell.ops.flatMap((op) => {
    if (op === 'sum') return []
    return rowsOf(analysis, cell).flatMap(({ row, shape }): Track[] => {
      const times = cell.samples.nsPerOperation[row.id]?.[op]
      const median = times && middleOf(times)
      return times === undefined || median === undefined ? [] : [{ op, row: shape, times, median }]
    })
  })
}

/** The rows of a cell in ladder order; the null row and the limit have their own names. */
function rowsOf(analysis: Analysis, { samples: { nsPerOperation } }: CellAnalysis): Rung[] {
  const rows = analysis.rows.filter(({ id }) => nsPerOperation[id] !== undefined)
  return inLadderOrder(analysis, rows).map(({ row, shape }) => ({
    row,
    shape: row.role === 'null' ? `${shape}${AGAIN}` : shape,
  }))
}

function middleOf(times: ReadonlyArray<number | null>): number | undefined {
  const sorted = times.filter((ns) => ns !== null).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Reaches that an axis may have, as ratios. */
const REACHES: readonly number[] = [1.02, 1.05, 1.1, 1.2, 1.5, 2, 3, 5, 10, 30, 100]
/** The share of the times that an axis holds: the few beyond would flatten all others. */
const HELD = 0.98

/** The smallest reach around 1 that holds nearly all times over their medians. */
function reachOf(all: readonly Track[]): number {
  const effects = all
    .flatMap(({ times, median }) =>
      times.flatMap((ns) => (ns === null ? [] : [Math.exp(Math.abs(Math.log(ns / median)))])),
    )
    .sort((a, b) => a - b)
  const held = effects[Math.floor((effects.length - 1) * HELD)] ?? 1
  return REACHES.find((reach) => reach >= held) ?? held
}

function formatNumber(ratio: number): string {
  return `${Number(ratio.toPrecision(2))}`
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const [cell] = noisiest(analysis)
  if (cell === undefined) return undefined
  const all = tracks(analysis, cell)
  const names = rowsOf(analysis, cell)
    .map(({ shape }) => shape)
    .filter((name) => all.some(({ row }) => row === name))
  // The baseline's second row is the same thing again, and looks so.
  const { colours } = seriesStyle(
    names.map((name) => name.replace(AGAIN, '')),
    theme,
  )
  const { generation } = cell.samples
  const ops = [...new Set(all.map(({ op }) => op))]
  const width = Math.floor((WIDTH - (ops.length - 1) * 20) / ops.length)
  const reach = reachOf(all)
  const x = {
    field: 'round',
    type: 'quantitative',
    scale: { domain: [0.5, generation.length + 0.5], nice: false, zero: false },
    axis: {
      values: roundTicks(generation.length, width),
      title: 'round',
      format: 'd',
      grid: false,
      labelOverlap: false,
    },
  }
  const y = {
    field: 'ratio',
    type: 'quantitative',
    scale: { type: 'log', domain: [1 / reach, reach], nice: false, clamp: true },
    axis: {
      values: [1 / reach, 1, reach],
      labelExpr: `datum.value === 1 ? 'median' : ''`,
      title: null,
      ticks: false,
      domain: false,
      labelFontSize: 9,
      labelOverlap: false,
    },
  }
  return specOf(samples.title, theme, {
    data: {
      values: all.map(({ op, row, times, median }) => ({
        direction: OP_WORDS[op],
        row,
        ratio: broken(
          times.map((ns) => (ns === null ? null : Number((ns / median).toPrecision(4)))),
        ),
      })),
    },
    facet: {
      row: {
        field: 'row',
        sort: names,
        header: { labelAngle: 0, labelAlign: 'left', labelFontSize: 11, labelPadding: 6 },
      },
      column: {
        field: 'direction',
        sort: ops.map((op) => OP_WORDS[op]),
        header: { labelAnchor: 'start' },
      },
    },
    spacing: { row: 3, column: 20 },
    spec: {
      width,
      height: LANE,
      layer: [
        {
          transform: [
            { calculate: JSON.stringify(places()), as: 'round' },
            { flatten: ['ratio', 'round'] },
          ],
          mark: {
            type: 'line',
            strokeWidth: 1.25,
            invalid: 'break-paths-show-domains',
            tooltip: null,
          },
          encoding: {
            x,
            y,
            color: { field: 'row', scale: { domain: names, range: colours }, legend: null },
          },
        },
        {
          transform: [{ calculate: JSON.stringify(starts()), as: 'start' }, { flatten: ['start'] }],
          mark: { type: 'rule', color: theme.grid, strokeWidth: 1, tooltip: null },
          encoding: { x: { ...x, field: 'start' } },
        },
      ],
    },
  })

  /** Where a generation begins that is not the first: between two rounds. */
  function starts(): number[] {
    return generation.flatMap((one, at) => (at > 0 && generation[at - 1] !== one ? [at + 0.5] : []))
  }

  /** The numbers of the rounds, with the starts of generations among them. */
  function places(): number[] {
    return [...starts(), ...generation.map((_, at) => at + 1)].sort((a, b) => a - b)
  }

  /** A figure for each of these places: none where a generation starts, so that the line breaks. */
  function broken(values: ReadonlyArray<number | null>): Array<number | null> {
    return places().map((place) => values[place - 1] ?? null)
  }
}

/** The first round and every fifth, or coarser where there is no room. */
function roundTicks(rounds: number, width: number): number[] {
  const room = width / 28
  const every = [5, 10, 20, 50, 100, 200, 500, 1000].find((step) => rounds / step <= room)
  if (every === undefined) return [1, rounds]
  return [1, ...Array.from({ length: Math.floor(rounds / every) }, (_, at) => (at + 1) * every)]
}

function table(analysis: Analysis): Table {
  const [cell] = noisiest(analysis)
  const all = cell === undefined ? [] : tracks(analysis, cell)
  const generations = [...new Set(cell?.samples.generation)]
  return {
    columns: [
      'cell',
      'direction',
      'row',
      'rounds',
      'least',
      'median',
      'most',
      "each generation's median over it",
    ],
    rows: all.map(({ op, row, times, median }) => {
      const known = times.filter((ns) => ns !== null)
      const shares = generations.map((one) => {
        const middle = middleOf(times.filter((_, at) => cell?.samples.generation[at] === one))
        return middle === undefined ? '-' : (middle / median).toFixed(3)
      })
      return [
        printable(cell?.title ?? ''),
        OP_WORDS[op],
        row,
        String(known.length),
        ...[Math.min(...known), median, Math.max(...known)].map(formatNs),
        shares.join(' '),
      ]
    }),
  }
}
