/**
 * Counts as dots on a logarithmic axis, a panel for each kind of event and a lane for each call
 * shape. What never happens stands in a lane of its own at the left, in words.
 */
import type { Counts } from '../../engines/contract/index.js'
import type {
  Analysis,
  CellAnalysis,
  Figure,
  FigureOp,
  RowAnalysis,
} from '../../results/analysis/types.js'
import { figureOf, formatCount, OP_WORDS, printable, rowLabel } from '../words/index.js'
import { headlines } from './headline.js'
import { logDomain } from './log-axis.js'
import { type Rung, rungsOf, shapeNames } from './rungs.js'
import { LANE, shapeAxis } from './shape-axis.js'
import { drawn, panelTitle } from './spec.js'
import { seriesStyle, type Theme } from './theme.js'

/** A kind of event. */
export interface Event {
  name: string
  /** Events in one operation, from the counts of `operations`; absent where a tier cannot see them. */
  each(counts: Counts, operations: number, figure: Figure, row: RowAnalysis): number | undefined
}

/** A headline cell's counts, by direction. */
export interface Counted {
  cell: CellAnalysis
  heading: string
  rungs: Rung[]
  ops: FigureOp[]
}

/** Headline cells that were counted, in the directions that `wanted` names. */
export function countedCells(analysis: Analysis, wanted: readonly FigureOp[]): Counted[] {
  return headlines(analysis).flatMap(({ cell, group, heading }) => {
    const ops = wanted.filter((op) => cell.ops.includes(op))
    const rungs = rungsOf(analysis, group).filter(({ row }) =>
      ops.some((op) => figureOf(cell, row.id, op)?.counts !== undefined),
    )
    return rungs.length === 0 ? [] : [{ cell, heading, rungs, ops }]
  })
}

/** Pixels between panels, and of all of them with the gaps. */
const GAP = 12
const ROW = 640

/** Rows of panels, one a headline cell, in the terms of Vega-Lite. */
export function countPanels(all: readonly Counted[], events: readonly Event[], theme: Theme) {
  const width = Math.floor((ROW - GAP * (events.length - 1)) / events.length)
  const names = shapeNames(all.flatMap(({ rungs }) => rungs))
  const { colours, symbols } = seriesStyle(names, theme)
  const happened = all
    .flatMap((one) => marksOf(one, events))
    .flatMap(({ count }) => (count > 0 ? [count] : []))
  const axis = countAxis(happened, width)
  return all.map((one, at) => ({
    title: panelTitle(one.heading),
    data: {
      values: marksOf(one, events).map(({ count, ...mark }) => ({
        ...mark,
        x: count > 0 ? drawn(count) : axis.none,
        right: count > axis.middle,
        words: count > 0 ? countWords(count) : 'none',
      })),
    },
    facet: {
      ...(one.ops.length > 1 && {
        row: { field: 'direction', sort: one.ops.map((op) => OP_WORDS[op]), title: null },
      }),
      column: {
        field: 'event',
        type: 'ordinal' as const,
        header: {
          labelExpr: `${JSON.stringify(events.map(({ name }) => name))}[datum.value]`,
          labelAnchor: 'start' as const,
          labelFontSize: 11,
        },
      },
    },
    spacing: { row: 8, column: GAP },
    spec: panel(shapeNames(one.rungs), at === all.length - 1),
  }))

  function panel(rows: readonly string[], last: boolean) {
    const x = {
      field: 'x',
      type: 'quantitative',
      scale: { type: 'log', domain: axis.domain, nice: false },
      axis: {
        values: axis.values,
        labelExpr: `datum.value === ${axis.none} ? 'none' : format(datum.value, '~s')`,
        title: last ? 'an operation' : null,
        domain: false,
        labelOverlap: false,
      },
    }
    const y = shapeAxis(rows)
    const tooltip = [
      { field: 'shape', title: 'call shape' },
      { field: 'words', title: 'an operation' },
    ]
    const text = (right: boolean) => ({
      transform: [{ filter: `${right ? '' : '!'}datum.right` }],
      mark: {
        type: 'text' as const,
        align: right ? ('right' as const) : ('left' as const),
        dx: right ? -7 : 7,
        fontSize: 10,
        color: theme.ink,
      },
      encoding: { x, y, text: { field: 'words' } },
    })
    return {
      width,
      height: rows.length * (LANE - 2),
      layer: [
        {
          mark: { type: 'point', filled: true, size: 44, opacity: 1 },
          encoding: {
            x,
            y,
            color: { field: 'shape', scale: { domain: names, range: colours }, legend: null },
            shape: { field: 'shape', scale: { domain: names, range: symbols }, legend: null },
            tooltip,
          },
        },
        text(false),
        text(true),
      ],
    }
  }
}

interface Mark {
  event: number
  direction: string
  shape: string
  count: number
}

function marksOf({ cell, rungs, ops }: Counted, events: readonly Event[]): Mark[] {
  return ops.flatMap((op) =>
    events.flatMap((event, index) =>
      rungs.flatMap(({ row, shape }) => {
        const count = eachOf(event, cell, row, op)
        return count === undefined ? [] : [{ event: index, direction: OP_WORDS[op], shape, count }]
      }),
    ),
  )
}

function eachOf(
  event: Event,
  cell: CellAnalysis,
  row: RowAnalysis,
  op: FigureOp,
): number | undefined {
  const figure = figureOf(cell, row.id, op)
  const operations = cell.operations[op]
  return figure?.counts && operations
    ? event.each(figure.counts, operations, figure, row)
    : undefined
}

/** Pixels from a panel's edge to the lane of what never happens, and on to the first count. */
const EDGE = 8
const NONE = 22
/** Pixels that a number below the axis takes, with a gap. */
const LABEL = 26

function countAxis(happened: readonly number[], width: number) {
  const [low, high] = logDomain([1, ...happened], 0)
  const most = Math.max(high, 10 * low)
  const perPixel = Math.log(most / low) / (width - EDGE - NONE - EDGE)
  const none = drawn(low * Math.exp(-NONE * perPixel))
  const step = [1e2, 1e4].find((factor) => Math.log(factor) >= LABEL * perPixel) ?? 1e8
  const decades = [0, 1, 2, 3, 4]
    .map((nth) => step ** nth)
    .filter((tick) => tick >= low && tick <= most)
  return {
    none,
    domain: [none * Math.exp(-EDGE * perPixel), most * Math.exp(EDGE * perPixel)],
    middle: Math.sqrt(none * most),
    values: [none, ...decades],
  }
}

/** A count in words; what is below one comes out as a share. */
function countWords(count: number): string {
  return count < 0.1 ? `1/${formatCount(Math.round(1 / count))}` : formatCount(count)
}

/** A table's rows: every counted call shape of the headline cells, those that no cell timed too. */
export function countRows(
  analysis: Analysis,
  all: readonly Counted[],
  events: readonly Event[],
): string[][] {
  const rows = analysis.rows.filter(({ role }) => role === 'baseline' || role === 'shape')
  return all.flatMap(({ cell, ops }) =>
    ops.flatMap((op) =>
      rows.flatMap((row) => {
        const words = events.map((event) => {
          const count = eachOf(event, cell, row, op)
          return count === undefined ? '-' : count === 0 ? '0' : countWords(count)
        })
        if (words.every((word) => word === '-')) return []
        return [[printable(cell.title), OP_WORDS[op], rowLabel(row, analysis.rows), ...words]]
      }),
    ),
  )
}
