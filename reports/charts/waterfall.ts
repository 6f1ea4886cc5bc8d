/** From per-page down the ladder, rung by rung: what each adds to those that it is a step from. */
import type { TopLevelSpec } from 'vega-lite'
import type {
  Analysis,
  Figure,
  FigureOp,
  Judged,
  Step as LadderStep,
} from '../../results/analysis/types.js'
import {
  figureOf,
  formatNs,
  formatRatio,
  judgedWords,
  marked,
  markWords,
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

const WIDTH = 190
/** Pixels for a step's text on either side. */
const TEXT = 64

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
    'Nanoseconds for one 4K page, rung by rung down the ladder, on a logarithmic axis, in the ' +
    'largest cell of each layout. A line comes from the time of the rung that a call shape is a step ' +
    'from, and beside the mark stands time(that rung) / time(this one), measured side by side: above 1 ' +
    'the step is a gain. A shape that is a step from two rungs has two, the first one drawn; the table ' +
    'names them, and what each changes. "~" is not resolved, "=" and what follows tells of same calls. ' +
    'Steps are no prices of single events.'
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

/** Headline cells with two rungs or more. */
function falls(analysis: Analysis): Fall[] {
  return headlines(analysis).flatMap((headline) => {
    const { cell, group } = headline
    const rungs = rungsOf(analysis, group).filter(({ row }) =>
      cell.ops.some((op) => {
        const figure = figureOf(cell, row.id, op)
        return row.role === 'baseline' ? figure !== undefined : (figure?.steps.length ?? 0) > 0
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
    const right = columns.some(({ steps }) => steps.some((step) => isRight(step, steps)))
    const domain = withRoom(marked, WIDTH, { before: TEXT, after: right ? TEXT : 12 })
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
      { field: 'over', title: 'step from' },
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
          transform: [{ filter: 'isValid(datum.from)' }],
          mark: { type: 'rule', color: theme.muted, strokeWidth: 1, tooltip: null },
          encoding: { x: { ...x, field: 'from' }, x2: { field: 'ns' }, y },
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
        text('!datum.right', 'right', -8),
        ...(right ? [text('datum.right', 'left', 8)] : []),
      ],
    }
  }
}

/** The rung that the drawn step is from, where it has a time in this column. */
function fromOf({ figure }: Step, steps: readonly Step[]): Step | undefined {
  const [first] = figure.steps
  return steps.find(({ rung }) => rung.row.id === first?.over)
}

/** Whether a mark stands right of the one that its line comes from. */
function isRight(step: Step, steps: readonly Step[]): boolean {
  const from = fromOf(step, steps)
  return from !== undefined && step.ns > from.ns
}

/** A panel has room for a few characters. */
function tightWords(step: Judged): string {
  if (step.verdict === 'not-measurable') return '?'
  return marked(formatRatio(step.interval.estimate), step).replace(/ x| /g, '')
}

function recordsOf({ op, steps }: Fall['columns'][number]): object[] {
  return steps.map((step, rank) => {
    const taken = step.figure.steps
    const from = fromOf(step, steps)
    return {
      direction: OP_WORDS[op],
      shape: step.rung.shape,
      rank,
      ns: drawn(step.ns),
      time: formatNs(step.ns),
      ...(from !== undefined && { from: drawn(from.ns) }),
      ...(taken.length > 0 && {
        step: taken.map(tightWords).join('|'),
        right: isRight(step, steps),
        over: printable(taken.map(({ over }) => over).join(' | ')),
        words: taken.map(judgedWords).join(' | '),
      }),
    }
  })
}

function table(analysis: Analysis): Table {
  const all = falls(analysis)
  const ops = [...new Set(all.flatMap(({ columns }) => columns.map(({ op }) => op)))]
  return {
    legend: markWords(analysis),
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
            (figure?.steps ?? []).map(stepWords).join('; '),
          ]
        }),
      ]),
    ),
  }
}

/** `1.02 x [0.99, 1.05] over native/punt (gather)`. */
function stepWords(step: LadderStep): string {
  const changes = step.changes.length === 0 ? '' : ` (${step.changes.join(', ')})`
  return `${judgedWords(step)} over ${printable(step.over)}${changes}`
}
