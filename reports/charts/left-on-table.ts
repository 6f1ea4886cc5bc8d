/** What is left on the table: a call shape's time over that of handing over the whole operation. */
import type { TopLevelSpec } from 'vega-lite'
import {
  type Analysis,
  type CellAnalysis,
  type Judged,
  PUNT_SHAPES,
  type PuntShape,
} from '../../results/analysis/types.js'
import {
  type CellGroup,
  cellGroups,
  figureOf,
  intervalWords,
  judgedIn,
  judgedWords,
  leftOutWords,
  markWords,
  OP_WORDS,
  printable,
} from '../words/index.js'
import { brokenLabels } from './broken-labels.js'
import type { Chart, Table } from './chart.js'
import { cutWords, isCut, type Ratio, ratioAxis, ratioDomain } from './ratio-axis.js'
import { type Rung, rungsOf, shapeLegend, shapeNames } from './rungs.js'
import { drawn, panelTitle, specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 270
/** Pixels of a call shape's lane, and of the room between two cells. */
const LANE = 10
const GAP = 10

/** Call shapes that nobody would stop at: the table has them, the chart would be no clearer. */
const PASSED: readonly string[] = ['asymmetric', 'per-page', 'driver-pages', 'rewalk']

export const leftOnTable: Chart = {
  name: 'left-on-table',
  title: 'What is left on the table',
  caption,
  spec,
  table,
  cells: (analysis) => [...new Set(all(analysis).flatMap(({ left }) => left.map(({ id }) => id)))],
}

function caption(analysis: Analysis): string {
  const { family } = analysis
  return (
    'time(call shape) / time(punt), and the same against punt-range, on a logarithmic axis: right of ' +
    'the dotted line at 1 something is left, and left of it punting is the slower way. Each cell ' +
    'shows the whole job, map + unmap or its mixed operations; the table has each direction, and the ' +
    `call shapes below unmap-pages. Lines are intervals. ${intervalWords(family)} Filled: resolved. ` +
    'Hollow: not resolved.' +
    cutWords(all(analysis).some((one) => isCut(ratiosOf(one), domainOf(one)))) +
    leftOutWords(analysis)
  )
}

/** One ratio. */
interface Left {
  id: string
  /** The cell's label. */
  cell: string
  shape: string
  punt: PuntShape
  judged: Judged
}

/** What a group's cells leave on the table. */
interface GroupLeft {
  group: CellGroup
  left: Left[]
}

/** Groups with something to draw; rollbacks have a chart of their own, and what all map alike is a check. */
function all(analysis: Analysis): GroupLeft[] {
  return cellGroups(analysis).flatMap((group) => {
    if (group.workload === 'rollback' || group.workload === 'common-map') return []
    const labels = brokenLabels(group)
    const left = group.cells.flatMap((cell) =>
      rungsOf(analysis, group)
        .filter(({ row }) => !PASSED.includes(row.shape))
        .flatMap((rung) => leftOf(cell, rung, labels.get(cell.id) ?? cell.id)),
    )
    return left.length === 0 ? [] : [{ group, left }]
  })
}

/** A rung's ratios in a cell. What punt-range takes over punt is the other column once more. */
function leftOf(cell: CellAnalysis, { row, shape }: Rung, label: string): Left[] {
  const figure = figureOf(cell, row.id, judgedIn(cell))
  return PUNT_SHAPES.flatMap((punt) => {
    const judged = figure?.left[punt]
    if (judged === undefined || judged.verdict === 'not-measurable') return []
    if (judged.layouts !== undefined) return []
    if (row.shape === 'punt-range') return []
    return [{ id: cell.id, cell: label, shape, punt, judged }]
  })
}

function ratiosOf({ left }: GroupLeft): Ratio[] {
  return left.map(({ judged }) => judged.interval)
}

function domainOf(one: GroupLeft): [number, number] {
  return ratioDomain(ratiosOf(one))
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const groups = all(analysis)
  if (groups.length === 0) return undefined
  const names = shapeNames(groups.flatMap(({ group }) => rungsOf(analysis, group))).filter((name) =>
    groups.some(({ left }) => left.some(({ shape }) => shape === name)),
  )
  const { colours, symbols } = seriesStyle(names, theme)
  return specOf(leftOnTable.title, theme, {
    spacing: 18,
    resolve: { scale: { yOffset: 'independent' } },
    vconcat: groups.map((one, at) => ({
      title: panelTitle(printable(one.group.heading)),
      data: { values: one.left.map(recordOf) },
      facet: {
        column: {
          field: 'punt',
          sort: [...PUNT_SHAPES],
          header: { labelExpr: "'time over that of ' + datum.value", labelAnchor: 'start' },
        },
      },
      spacing: 20,
      spec: panel(one, at === groups.length - 1),
    })),
  })

  function panel(one: GroupLeft, last: boolean) {
    const cells = [...new Set(one.left.map(({ cell }) => cell))]
    const shapes = names.filter((name) => one.left.some(({ shape }) => shape === name))
    const x = (field: string) => ({
      field,
      type: 'quantitative',
      ...ratioAxis(domainOf(one), WIDTH, last ? 'below 1, punting is slower' : null),
    })
    const y = {
      field: 'cell',
      type: 'nominal',
      scale: { domain: cells, padding: 0 },
      axis: {
        title: null,
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
    const tooltip = [
      { field: 'cell', title: 'cell' },
      { field: 'shape', title: 'call shape' },
      { field: 'punt', title: 'over' },
      { field: 'words', title: 'time over it' },
    ]
    const kind = (one: string) => [{ filter: `datum.kind === '${one}'` }]
    return {
      width: WIDTH,
      height: cells.length * (shapes.length * LANE + GAP),
      layer: [
        {
          // One rule a panel, and not one a mark on top of the others.
          transform: [{ aggregate: [], groupby: ['punt'] }],
          mark: { type: 'rule', color: theme.muted, strokeDash: [2, 3] },
          encoding: { x: { datum: 1, type: 'quantitative' } },
        },
        {
          mark: { type: 'rule', strokeWidth: 1.5, tooltip: null },
          encoding: { x: x('low'), x2: { field: 'high' }, y, yOffset, color: colour },
        },
        {
          transform: kind('open'),
          mark: {
            type: 'point',
            filled: false,
            fill: theme.background,
            size: 44,
            strokeWidth: 1.5,
            opacity: 1,
          },
          encoding: { x: x('x'), y, yOffset, stroke: colour, shape: symbol, tooltip },
        },
        {
          transform: kind('resolved'),
          mark: { type: 'point', filled: true, size: 44, opacity: 1 },
          encoding: { x: x('x'), y, yOffset, color: colour, shape: symbol, tooltip },
        },
      ],
    }
  }
}

function recordOf({ id, judged, ...left }: Left): object {
  const { interval, verdict } = judged
  return {
    ...left,
    kind: verdict === 'resolved' ? 'resolved' : 'open',
    x: drawn(interval.estimate),
    low: drawn(interval.low),
    high: drawn(interval.high),
    words: judgedWords(judged),
  }
}

function table(analysis: Analysis): Table {
  const groups = all(analysis)
  const columns = groups.some(({ group }) => group.ops.includes('mixed'))
    ? (['map', 'unmap', 'sum', 'mixed'] as const)
    : (['map', 'unmap', 'sum'] as const)
  const used = columns.filter((op) => groups.some(({ group }) => group.ops.includes(op)))
  return {
    legend: markWords(analysis),
    columns: ['cell', 'over', 'call shape', ...used.map((op) => `${OP_WORDS[op]}, time over it`)],
    rows: groups.flatMap(({ group }) =>
      group.cells.flatMap((cell) =>
        PUNT_SHAPES.flatMap((punt) =>
          rungsOf(analysis, group).flatMap(({ row, shape }) => {
            const words = used.map((op) => judgedWords(figureOf(cell, row.id, op)?.left[punt]))
            if (words.every((word) => word === '')) return []
            return [[cell.title, punt, shape, ...words]]
          }),
        ),
      ),
    ),
  }
}
