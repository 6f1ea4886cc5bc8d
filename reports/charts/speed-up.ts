/** The ladder: speed-up over per-page for every call shape, cell and direction. */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis, FigureOp } from '../../results/analysis/types.js'
import {
  type CellGroup,
  cellGroups,
  FIGURE_OPS,
  figureOf,
  formatPercent,
  MARK_WORDS,
  OP_WORDS,
  plural,
  printable,
  rowLabel,
  speedupWords,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { logDomain, logTicks } from './log-axis.js'
import { POINTS, type Point, points } from './points.js'
import { chartConfig, LIGHT, seriesStyle, type Theme } from './theme.js'

/** Pixels of one panel, of the lane of one call shape, and of the room between two cells. */
const WIDTH = 230
const LANE = 11
const GAP = 12

export const speedUp: Chart = {
  name: 'speed-up',
  title: 'Speed-up over per-page, by call shape',
  caption,
  spec,
  table,
  cells: (analysis) => cellGroups(analysis).flatMap(({ cells }) => cells.map(({ id }) => id)),
}

function caption(analysis: Analysis): string {
  const { family } = analysis
  const cut = isCut(drawnPoints(analysis))
    ? ' Intervals that leave the panel are cut; the table has them whole.'
    : ''
  return (
    'time(per-page) / time(call shape) on a logarithmic axis: right of the dotted line at 1 is ' +
    `faster. Lines are intervals that hold together at ${formatPercent(family.level)} for ` +
    `${plural(family.comparisons, 'comparison')}. Filled: resolved. Hollow: not resolved. "= same ` +
    'work": every counter equals the baseline\'s, so no ratio is claimed. Shaded around 1: the null ' +
    `band, the most that rows of the same work differed by.${cut}`
  )
}

/** Call shapes alone: the baseline is the line at 1. */
function drawnPoints(analysis: Analysis): Point[] {
  return points(analysis).filter(({ rank }) => rank > 0)
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const values = drawnPoints(analysis)
  const shapes = [...new Set(values.map(({ shape }) => shape))]
  const groups = cellGroups(analysis)
    .map((group, index) => ({ group, index }))
    .filter(({ index }) => values.some((point) => point.group === index))
  if (groups.length === 0) return undefined
  const domain = domainOf(values)
  const { colours, symbols } = seriesStyle(shapes, theme)
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: speedUp.title,
    config: chartConfig(theme),
    datasets: { [POINTS]: points(analysis) },
    data: { name: POINTS },
    spacing: 26,
    vconcat: groups.map(({ group, index }, at) =>
      groupRow(group, index, values, at === groups.length - 1),
    ),
    resolve: { legend: { color: 'shared', shape: 'shared' } },
  } as TopLevelSpec

  function groupRow(group: CellGroup, index: number, all: readonly Point[], last: boolean) {
    const drawn = all.filter((point) => point.group === index)
    const labels = [...new Set(drawn.map(({ label }) => label))]
    const ops = group.ops.filter((op) => drawn.some((point) => point.op === op))
    return {
      title: { text: printable(group.heading), offset: 10 },
      spacing: 16,
      hconcat: ops.map((op, column) => panel(index, op, labels, column === 0, last)),
    }
  }

  function panel(index: number, op: FigureOp, labels: string[], first: boolean, last: boolean) {
    const x = (field: string) => ({
      field,
      type: 'quantitative',
      scale: { type: 'log', domain, nice: false, clamp: true },
      axis: {
        values: logTicks(domain, WIDTH, 26),
        format: '~g',
        grid: true,
        title: last ? 'times as fast as per-page' : null,
        labelOverlap: false,
        tickRound: false,
      },
    })
    const y = {
      field: 'label',
      type: 'nominal',
      scale: { domain: labels, padding: 0 },
      axis: {
        title: null,
        labels: first,
        labelExpr: "split(datum.label, '\\n')",
        labelBaseline: 'middle',
        ticks: false,
        domain: false,
        labelPadding: 8,
        grid: false,
      },
    }
    const yOffset = {
      field: 'shape',
      scale: { domain: shapes, paddingOuter: GAP / LANE / 2, paddingInner: 0 },
    }
    const colour = { field: 'shape', scale: { domain: shapes, range: colours } }
    const symbol = { field: 'shape', scale: { domain: shapes, range: symbols } }
    const tooltip = [
      { field: 'title', title: 'cell' },
      { field: 'direction', title: 'direction' },
      { field: 'shape', title: 'call shape' },
      { field: 'figure', title: 'speed-up' },
      { field: 'meaning', title: 'verdict' },
      { field: 'time', title: 'per operation' },
    ]
    const drawnIn = { filter: `datum.group === ${index} && datum.op === '${op}' && datum.rank > 0` }
    const only = (test: string) => ({ filter: test })
    return {
      title: { text: OP_WORDS[op], fontWeight: 'normal', anchor: 'middle', offset: 4 },
      width: WIDTH,
      height: labels.length * (shapes.length * LANE + GAP),
      transform: [drawnIn],
      layer: [
        {
          // One rectangle a cell: the band is the same for all call shapes in it.
          transform: [
            {
              aggregate: [
                { op: 'min', field: 'bandLow', as: 'bandLow' },
                { op: 'max', field: 'bandHigh', as: 'bandHigh' },
              ],
              groupby: ['label'],
            },
            only('isValid(datum.bandHigh)'),
          ],
          mark: { type: 'rect', color: theme.band, tooltip: null },
          encoding: { x: x('bandLow'), x2: { field: 'bandHigh' }, y },
        },
        {
          data: { values: [{}] },
          mark: { type: 'rule', color: theme.muted, strokeDash: [2, 3] },
          encoding: { x: { datum: 1, type: 'quantitative' } },
        },
        {
          transform: [only('isValid(datum.low)')],
          mark: { type: 'rule', strokeWidth: 1.5 },
          encoding: {
            x: x('low'),
            x2: { field: 'high' },
            y,
            yOffset,
            color: colour,
            tooltip: { value: null },
          },
        },
        {
          transform: [only("datum.verdict === 'not-resolved' && isValid(datum.speedup)")],
          mark: {
            type: 'point',
            filled: false,
            fill: theme.background,
            size: 46,
            strokeWidth: 1.5,
            opacity: 1,
          },
          encoding: { x: x('speedup'), y, yOffset, stroke: colour, shape: symbol, tooltip },
        },
        {
          transform: [only("datum.verdict === 'resolved' && isValid(datum.speedup)")],
          mark: { type: 'point', filled: true, size: 46, opacity: 1 },
          encoding: { x: x('speedup'), y, yOffset, color: colour, shape: symbol, tooltip },
        },
        {
          transform: [only("datum.verdict === 'same-work'")],
          mark: { type: 'text', text: '= same work', fontSize: 9, align: 'left', dx: 5 },
          encoding: { x: { datum: 1, type: 'quantitative' }, y, yOffset, color: colour, tooltip },
        },
      ],
    }
  }
}

/** How far from all estimates an interval may stretch the axis, as a ratio. */
const REACH = 3

/**
 * A domain that holds 1, all estimates and noise floors, and intervals as far as they leave room
 * for the rest: one that is hopelessly wide is cut at the panel's edge.
 */
function domainOf(values: readonly Point[]): [number, number] {
  const inside = values.flatMap(({ speedup, bandLow, bandHigh }) =>
    [speedup, bandLow, bandHigh].filter((value) => value !== undefined),
  )
  const [least, most] = logDomain([0.9, 1.25, ...inside], REACH - 1)
  const bounds = values.flatMap(({ low, high }) => (low && high ? [low, high] : []))
  const kept = bounds.map((bound) => Math.min(most, Math.max(least, bound)))
  return logDomain([0.9, 1.25, ...inside, ...kept], 0.06)
}

function isCut(values: readonly Point[]): boolean {
  const [least, most] = domainOf(values)
  return values.some(({ low = 1, high = 1 }) => low < least || high > most)
}

function table(analysis: Analysis): Table {
  const groups = cellGroups(analysis)
  const ops = FIGURE_OPS.filter((op) => groups.some((group) => group.ops.includes(op)))
  return {
    legend: MARK_WORDS,
    columns: ['cell', 'layout', 'call shape', ...ops.map((op) => OP_WORDS[op])],
    rows: groups.flatMap((group) =>
      group.cells.flatMap((cell) =>
        group.shapes.map((row) => [
          cell.title,
          cell.layout ?? 'unknown',
          rowLabel(row, analysis.rows),
          ...ops.map((op) =>
            cell.ops.includes(op) ? speedupWords(figureOf(cell, row.id, op)) : '',
          ),
        ]),
      ),
    ),
  }
}
