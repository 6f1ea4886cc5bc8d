/** Every figure of a comparison on one axis of ratios, cell by cell. */
import type { TopLevelSpec } from 'vega-lite'
import type { ComparedFigure, RunComparison } from '../../results/analysis/compare/index.js'
import {
  cutWords,
  drawn,
  isCut,
  LIGHT,
  type Ratio,
  ratioAxis,
  ratioDomain,
  seriesStyle,
  specOf,
  type Theme,
} from '../charts/index.js'
import { capital, FIGURE_OPS, OP_WORDS, printable } from '../words/index.js'
import { BASIS_WORDS, formatChange } from './words.js'

const WIDTH = 230
/** Pixels of a line of one row, and between two cells. */
const LINE = 9
const BETWEEN = 8

/** The directions of a cell, which decide the panels that it stands in. */
type Panels = ReadonlyArray<ComparedFigure['op']>

/** One drawn figure. */
interface Point {
  cell: string
  shape: string
  direction: string
  resolved: boolean
  ratio: number
  low?: number
  high?: number
}

/** What the chart shows, and what it leaves out. */
export function changeCaption(run: RunComparison): string {
  const figures = judged(run)
  const cut = isCut(ratios(run, figures), domainOf(run, figures))
  return (
    `${capital(BASIS_WORDS[run.basis])}, on a logarithmic axis: right of the dotted line at 1 is slower. Lines are ` +
    `intervals; hollow marks are not resolved.${cutWords(cut)}`
  )
}

/** The chart of one newer run; `undefined` where there is no figure to draw. */
export function changeChart(run: RunComparison, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const figures = judged(run)
  if (figures.length === 0) return undefined
  const domain = domainOf(run, figures)
  const names = [...new Set(figures.map(shapeOf))]
  const { colours, symbols } = seriesStyle(names, theme)
  return specOf('Changes by cell and call shape', theme, {
    spacing: 24,
    resolve: { scale: { yOffset: 'independent' } },
    vconcat: groupsOf(figures).map(({ ops, members }) => ({
      spacing: 14,
      resolve: { scale: { yOffset: 'independent' } },
      hconcat: ops.map((op, at) => panel(members, op, at === 0)),
    })),
  })

  function panel(members: readonly ComparedFigure[], op: ComparedFigure['op'], first: boolean) {
    const cells = [...new Set(members.map(({ cell }) => printable(cell)))]
    const shapes = names.filter((name) => members.some((figure) => shapeOf(figure) === name))
    const y = {
      field: 'cell',
      type: 'nominal',
      sort: cells,
      scale: { domain: cells, paddingInner: 0, paddingOuter: 0 },
      axis: first
        ? { title: null, ticks: false, domain: false, labelLimit: 260, grid: true, bandPosition: 0 }
        : { title: null, ticks: false, domain: false, labels: false, grid: true, bandPosition: 0 },
    }
    const yOffset = {
      field: 'shape',
      sort: shapes,
      scale: { domain: shapes, paddingOuter: BETWEEN / LINE / 2 },
    }
    const { axis, scale } = ratioAxis(domain, WIDTH, null)
    // At the top, where a tall panel is entered.
    const x = (field: string) => ({
      field,
      type: 'quantitative',
      scale,
      axis: { ...axis, orient: 'top' },
    })
    const colour = { field: 'shape', scale: { domain: names, range: colours } }
    const shape = { field: 'shape', scale: { domain: names, range: symbols } }
    const place = { y, yOffset }
    return {
      title: OP_WORDS[op],
      width: WIDTH,
      height: cells.length * (shapes.length * LINE + BETWEEN),
      data: { values: pointsOf(run, members, op) },
      layer: [
        {
          mark: { type: 'rule', color: theme.muted, strokeDash: [2, 3] },
          encoding: { x: { datum: 1, type: 'quantitative' } },
        },
        {
          transform: [{ filter: 'isValid(datum.low)' }],
          mark: { type: 'rule', strokeWidth: 1.25, clip: true },
          encoding: { x: x('low'), x2: { field: 'high' }, ...place, color: colour },
        },
        {
          transform: [{ filter: '!datum.resolved' }],
          mark: { type: 'point', filled: false, fill: theme.background, size: 32, opacity: 1 },
          encoding: { x: x('ratio'), ...place, stroke: colour, shape },
        },
        {
          transform: [{ filter: 'datum.resolved' }],
          mark: { type: 'point', filled: true, size: 44, opacity: 1 },
          encoding: { x: x('ratio'), ...place, color: colour, shape },
        },
      ],
    }
  }
}

/** The figures as text: what the chart cannot show of them. */
export function changeTable(run: RunComparison): { columns: string[]; rows: string[][] } {
  return {
    columns: ['cell', 'call shape', 'direction', 'new / old', 'verdict'],
    rows: judged(run).map((figure) => {
      const change = figure.changes[run.basis]
      return [
        figure.cell,
        shapeOf(figure),
        OP_WORDS[figure.op],
        change ? formatChange(change) : '-',
        figure.verdict,
      ]
    }),
  }
}

function judged({ basis, figures }: RunComparison): ComparedFigure[] {
  return figures.filter(({ changes }) => changes[basis] !== undefined)
}

/** Cells that have the same directions, side by side; those of most directions first. */
function groupsOf(
  figures: readonly ComparedFigure[],
): Array<{ ops: Panels; members: ComparedFigure[] }> {
  const groups = new Map<string, { ops: Panels; members: ComparedFigure[] }>()
  for (const cell of new Set(figures.map((figure) => figure.cell))) {
    const members = figures.filter((figure) => figure.cell === cell)
    const ops = FIGURE_OPS.filter((op) => members.some((figure) => figure.op === op))
    const group = groups.get(ops.join()) ?? { ops, members: [] }
    group.members.push(...members)
    groups.set(ops.join(), group)
  }
  return [...groups.values()].sort((a, b) => b.ops.length - a.ops.length)
}

function shapeOf({ row, keys: { tier, shape } }: ComparedFigure): string {
  return printable(row.startsWith('native/') || row.startsWith('ts/') ? shape : `${tier}/${shape}`)
}

function ratios({ basis }: RunComparison, figures: readonly ComparedFigure[]): Ratio[] {
  return figures.flatMap(({ changes }) => {
    const { estimate, interval } = changes[basis] ?? {}
    return estimate === undefined ? [] : [{ estimate, low: interval?.low, high: interval?.high }]
  })
}

function domainOf(run: RunComparison, figures: readonly ComparedFigure[]): [number, number] {
  return ratioDomain(ratios(run, figures))
}

function pointsOf(
  { basis }: RunComparison,
  figures: readonly ComparedFigure[],
  op: ComparedFigure['op'],
): Point[] {
  return figures.flatMap((figure): Point[] => {
    const change = figure.changes[basis]
    if (figure.op !== op || change === undefined) return []
    const { estimate, interval } = change
    return [
      {
        cell: printable(figure.cell),
        shape: shapeOf(figure),
        direction: OP_WORDS[op],
        resolved: figure.verdict === 'slower' || figure.verdict === 'faster',
        ratio: drawn(estimate),
        ...(interval && { low: drawn(interval.low), high: drawn(interval.high) }),
      },
    ]
  })
}
