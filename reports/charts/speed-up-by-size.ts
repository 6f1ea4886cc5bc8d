/** Speed-up over per-page against the size of the buffer, for every call shape. */
import type { TopLevelSpec } from 'vega-lite'
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/types.js'
import {
  FIGURE_OPS,
  figureOf,
  intervalWords,
  leftOutWords,
  markWords,
  OP_WORDS,
  speedupWords,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { POINTS, type Point, points } from './points.js'
import { cutWords, isCut, type Ratio, ratioAxis, ratioDomain } from './ratio-axis.js'
import { nested, shapeLegend, shapeNames, shapesOf } from './rungs.js'
import { sizeAxis } from './size-axis.js'
import { isLine, type SizeSeries, sizeSeries } from './size-series.js'
import { panelTitle, specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 210
const HEIGHT = 170

export const speedUpBySize: Chart = {
  name: 'speed-up-by-size',
  title: 'Speed-up over per-page, by buffer size',
  caption,
  spec,
  table,
  cells: (analysis) => lines(analysis).flatMap(({ series }) => series.cells.map(({ id }) => id)),
}

function caption(analysis: Analysis): string {
  const { family } = analysis
  return (
    'time(per-page) / time(call shape) against the size of the buffer, both axes logarithmic: above ' +
    `the dotted line at 1 is faster. Bands around the lines are intervals. ${intervalWords(family)} ` +
    `Hollow marks are not resolved. Shaded around 1: the null band.${cutWords(isAnyCut(lines(analysis)))}${leftOutWords(analysis)}`
  )
}

interface Line {
  /** Its index in `sizeSeries`. */
  index: number
  series: SizeSeries
  drawn: Point[]
}

/** Sweeps of several sizes that have a speed-up to draw, and its points. */
function lines(analysis: Analysis): Line[] {
  const all = points(analysis)
  return sizeSeries(analysis).flatMap((series, index) => {
    const own = all.filter((point) => point.series === index)
    const some = own.some(({ speedup }) => speedup !== undefined)
    return some && isLine(series) ? [{ index, series, drawn: own }] : []
  })
}

function isAnyCut(all: readonly Line[]): boolean {
  return all.some(({ drawn }) => isCut(ratios(drawn), domainOf(drawn)))
}

function ratios(drawn: readonly Point[]): Ratio[] {
  return drawn.flatMap(({ speedup, low, high }) =>
    speedup === undefined ? [] : [{ estimate: speedup, low, high }],
  )
}

function domainOf(drawn: readonly Point[]): [number, number] {
  return ratioDomain(
    ratios(drawn),
    drawn.flatMap(({ bandLow, bandHigh }) =>
      [bandLow, bandHigh].filter((end) => end !== undefined),
    ),
  )
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const all = lines(analysis)
  if (all.length === 0) return undefined
  const names = shapeNames(all.flatMap(({ series }) => shapesOf(analysis, series.group))).filter(
    (name) => all.some(({ drawn }) => drawn.some((p) => p.shape === name && p.speedup)),
  )
  const { colours, symbols } = seriesStyle(names, theme)
  // Bands that fill a panel would hide each other.
  const opacity = isAnyCut(all) ? 0.16 : 0.28
  return specOf(speedUpBySize.title, theme, {
    datasets: { [POINTS]: points(analysis) },
    data: { name: POINTS },
    spacing: 22,
    vconcat: all.map((line, at) => ({
      title: panelTitle(line.series.heading),
      facet: {
        column: {
          field: 'direction',
          sort: FIGURE_OPS.map((op) => OP_WORDS[op]),
        },
      },
      spacing: 14,
      spec: panel(line, at === all.length - 1),
    })),
  })

  function panel({ index, drawn, series }: Line, last: boolean) {
    const sizes = [...new Set(series.cells.flatMap(({ bufferBytes }) => bufferBytes ?? []))]
    const domain = domainOf(drawn)
    const x = {
      field: 'bufferBytes',
      type: 'quantitative',
      ...sizeAxis(sizes, WIDTH, last ? 'buffer' : null),
    }
    const y = (field: string) => ({
      field,
      type: 'quantitative',
      ...ratioAxis(domain, HEIGHT, 'times as fast as per-page', { gap: 18 }),
    })
    const colour = {
      field: 'shape',
      scale: { domain: names, range: colours },
      ...shapeLegend(names),
    }
    const symbol = {
      field: 'shape',
      scale: { domain: names, range: symbols },
      ...shapeLegend(names),
    }
    const size = nested('rank', names.length, [130, 38])
    const tooltip = [
      { field: 'title', title: 'cell' },
      { field: 'direction', title: 'direction' },
      { field: 'shape', title: 'call shape' },
      { field: 'figure', title: 'speed-up' },
      { field: 'meaning', title: 'verdict' },
      { field: 'time', title: 'per operation' },
    ]
    const only = (test: string) => [{ filter: `datum.series === ${index} && ${test}` }]
    const drawnIf = (test: string) => only(`!datum.baseline && ${test}`)
    return {
      width: WIDTH,
      height: HEIGHT,
      layer: [
        {
          transform: only('datum.baseline && isValid(datum.bandHigh)'),
          mark: { type: 'area', color: theme.band, opacity: 1, tooltip: null },
          encoding: { x, y: y('bandLow'), y2: { field: 'bandHigh' } },
        },
        {
          transform: only(`datum.baseline && datum.bufferBytes === ${Math.min(...sizes)}`),
          mark: { type: 'rule', color: theme.muted, strokeDash: [2, 3] },
          encoding: { y: { datum: 1, type: 'quantitative' } },
        },
        {
          transform: drawnIf('isValid(datum.low)'),
          mark: { type: 'area', opacity, tooltip: null },
          encoding: { x, y: y('low'), y2: { field: 'high' }, color: colour },
        },
        {
          transform: drawnIf('isValid(datum.speedup)'),
          mark: { type: 'line', tooltip: null },
          encoding: {
            x,
            y: y('speedup'),
            color: colour,
            strokeWidth: nested('rank', names.length, [3, 1.25]),
          },
        },
        {
          transform: drawnIf("datum.verdict === 'not-resolved' && isValid(datum.speedup)"),
          mark: {
            type: 'point',
            filled: false,
            fill: theme.background,
            strokeWidth: 1.5,
            opacity: 1,
          },
          encoding: { x, y: y('speedup'), stroke: colour, shape: symbol, size, tooltip },
        },
        {
          transform: drawnIf("datum.verdict === 'resolved' && isValid(datum.speedup)"),
          mark: {
            type: 'point',
            filled: true,
            opacity: 1,
            stroke: theme.background,
            strokeWidth: 0.5,
          },
          encoding: { x, y: y('speedup'), color: colour, shape: symbol, size, tooltip },
        },
      ],
    }
  }
}

function table(analysis: Analysis): Table {
  const all = lines(analysis)
  const ops = FIGURE_OPS.filter((op) => all.some(({ series }) => series.group.ops.includes(op)))
  return {
    legend: markWords(analysis),
    columns: ['sweep', 'buffer', 'call shape', ...ops.map((op) => OP_WORDS[op])],
    rows: all.flatMap(({ series }) =>
      series.cells.flatMap((cell) =>
        shapesOf(analysis, series.group).map(({ row, shape }) => [
          series.heading,
          cell.bufferBytes === undefined ? '-' : formatSize(cell.bufferBytes),
          shape,
          ...ops.map((op) =>
            cell.ops.includes(op) ? speedupWords(figureOf(cell, row.id, op)) : '',
          ),
        ]),
      ),
    ),
  }
}
