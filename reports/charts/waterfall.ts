/** From per-page down to punt-range, rung by rung: what each adds to the one before it. */
import type { TopLevelSpec } from 'vega-lite'
import { standsBeside } from '../../results/analysis/compare.js'
import type { Analysis, Figure, FigureOp } from '../../results/analysis/types.js'
import {
  figureOf,
  formatNs,
  formatRatio,
  judgedWords,
  OP_WORDS,
  printable,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { type Headline, headlines } from './headline.js'
import { labelledTicks, logDomain } from './log-axis.js'
import { withRoom } from './ratio-axis.js'
import { type Rung, rungsOf, shapeNames } from './rungs.js'
import { LANE, shapeAxis } from './shape-axis.js'
import { drawn, panelTitle, specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 196
/** Pixels for a step's text on either side. */
const TEXT = 56

export const waterfall: Chart = {
  name: 'waterfall',
  title: 'Rung by rung: what each step of the ladder gains',
  caption,
  spec,
  table,
  cells: (analysis) => falls(analysis).map(({ headline }) => headline.cell.id),
}

function caption(): string {
  return (
    'Median nanoseconds for one 4K page, rung by rung down the ladder, on a logarithmic axis, in the ' +
    'largest cell of each layout. Beside each mark: time(the rung before) / time(this one), measured ' +
    'side by side, so above 1 the step is a gain. "~" is not resolved. "=" is the same work by count. ' +
    'Steps belong to this ladder and this order; they are no prices of single events.'
  )
}

/** A rung of a fall in one direction. */
interface Step {
  rung: Rung
  figure: Figure
  ns: number
}

/** A cell's rungs, by direction. */
interface Fall {
  headline: Headline
  rungs: Rung[]
  columns: Array<{ op: FigureOp; steps: Step[] }>
}

/** Headline cells with two rungs or more. Side rungs stand in no fall. */
function falls(analysis: Analysis): Fall[] {
  return headlines(analysis).flatMap((headline) => {
    const { cell, group } = headline
    const rungs = rungsOf(analysis, group).filter(
      ({ row }) =>
        !standsBeside(row.shape) &&
        cell.ops.some((op) => {
          const figure = figureOf(cell, row.id, op)
          return row.role === 'baseline' ? figure !== undefined : figure?.step !== undefined
        }),
    )
    const columns = cell.ops.map((op) => ({ op, steps: rungs.flatMap((rung) => stepOf(rung, op)) }))
    const filled = columns.filter(({ steps }) => steps.length > 1)
    return filled.length === 0 ? [] : [{ headline, rungs, columns: filled }]

    function stepOf(rung: Rung, op: FigureOp): Step[] {
      const figure = figureOf(cell, rung.row.id, op)
      const ns = figure?.nsPerPage
      return figure === undefined || ns === undefined ? [] : [{ rung, figure, ns }]
    }
  })
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const all = falls(analysis)
  if (all.length === 0) return undefined
  const names = shapeNames(all.flatMap(({ rungs }) => rungs))
  const { colours, symbols } = seriesStyle(names, theme)
  return specOf(waterfall.title, theme, {
    spacing: 18,
    vconcat: all.map((fall, at) => ({
      title: panelTitle(fall.headline.heading),
      data: { values: fall.columns.flatMap(recordsOf) },
      facet: {
        column: {
          field: 'direction',
          sort: fall.columns.map(({ op }) => OP_WORDS[op]),
          header: { labelAnchor: 'start' },
        },
      },
      spacing: 16,
      spec: panel(fall, at === all.length - 1),
    })),
  })

  function panel({ rungs, columns }: Fall, last: boolean) {
    const rows = shapeNames(rungs)
    const marked = logDomain(
      columns.flatMap(({ steps }) => steps.map(({ ns }) => ns)),
      0.05,
    )
    const slower = columns.some(({ steps }) => steps.some(isSlower))
    const domain = withRoom(marked, WIDTH, { before: TEXT, after: slower ? TEXT : 12 })
    const x = {
      field: 'ns',
      type: 'quantitative',
      scale: { type: 'log', domain, nice: false },
      axis: {
        values: labelledTicks(domain, WIDTH),
        format: '~g',
        title: last ? 'ns per 4K page' : null,
        domain: false,
        labelOverlap: false,
      },
    }
    const y = shapeAxis(rows)
    const tooltip = [
      { field: 'shape', title: 'call shape' },
      { field: 'time', title: 'per 4K page' },
      { field: 'over', title: 'the rung before' },
      { field: 'words', title: 'step' },
    ]
    const text = (test: string, align: 'left' | 'right', dx: number) => ({
      transform: [{ filter: `isValid(datum.step) && ${test}` }],
      mark: { type: 'text' as const, align, dx, fontSize: 10, color: theme.ink },
      encoding: { x, y, text: { field: 'step' }, tooltip },
    })
    return {
      width: WIDTH,
      height: rows.length * LANE,
      layer: [
        {
          mark: {
            type: 'line',
            interpolate: 'step-before',
            color: theme.muted,
            strokeWidth: 1,
            tooltip: null,
          },
          encoding: { x, y, order: { field: 'rank', type: 'quantitative' } },
        },
        {
          mark: { type: 'point', filled: true, size: 60, opacity: 1 },
          encoding: {
            x,
            y,
            color: { field: 'shape', scale: { domain: names, range: colours }, legend: null },
            shape: { field: 'shape', scale: { domain: names, range: symbols }, legend: null },
            tooltip,
          },
        },
        // The line comes from the side of the rung before: the text stands on the other.
        text('!datum.slower', 'right', -8),
        ...(slower ? [text('datum.slower', 'left', 8)] : []),
      ],
    }
  }
}

/** Whether a mark stands right of the one before it, so that the line comes from the left. */
function isSlower({ ns }: Step, at: number, steps: readonly Step[]): boolean {
  const before = steps[at - 1]
  return before !== undefined && ns > before.ns
}

function recordsOf({ op, steps }: Fall['columns'][number]): object[] {
  return steps.map((step, rank) => {
    const { step: judged } = step.figure
    return {
      direction: OP_WORDS[op],
      shape: step.rung.shape,
      rank,
      ns: drawn(step.ns),
      time: formatNs(step.ns),
      ...(judged !== undefined && {
        step: judged.sameWork
          ? '='
          : `${judged.resolved ? '' : '~ '}${formatRatio(judged.interval.estimate)}`,
        slower: isSlower(step, rank, steps),
        over: printable(judged.over),
        words: judgedWords(judged),
      }),
    }
  })
}

function table(analysis: Analysis): Table {
  const all = falls(analysis)
  const ops = [...new Set(all.flatMap(({ columns }) => columns.map(({ op }) => op)))]
  return {
    legend:
      '= same work by count; ~ not resolved: whatever difference there is, this run cannot see it',
    columns: [
      'cell',
      'layout',
      'call shape',
      ...ops.flatMap((op) => [`${OP_WORDS[op]}, per page`, `${OP_WORDS[op]}, step`]),
    ],
    rows: all.flatMap(({ headline, rungs }) =>
      rungs.map(({ row, shape }) => [
        headline.cell.title,
        headline.cell.layout ?? 'unknown',
        shape,
        ...ops.flatMap((op) => {
          const figure = figureOf(headline.cell, row.id, op)
          return [
            figure?.nsPerPage === undefined ? '' : formatNs(figure.nsPerPage),
            judgedWords(figure?.step),
          ]
        }),
      ]),
    ),
  }
}
