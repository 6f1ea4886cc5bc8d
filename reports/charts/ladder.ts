/**
 * The ladder: what each call shape gains over per-page. Sweeps show geometric means with their
 * cells behind them, all other cells stand alone: traces and mixes are never averaged.
 */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis } from '../../results/analysis/types.js'
import { isUnequal, UNEQUAL_CARE } from '../../results/analysis/unequal-care.js'
import {
  cellGroups,
  FIGURE_OPS,
  figureOf,
  formatInterval,
  intervalWords,
  leftOutWords,
  listWords,
  MODE_WORDS,
  marked,
  markWords,
  OP_WORDS,
  plural,
  speedupWords,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { type Column, isLadder, type Ladder, ladders, type Mark, meanOf } from './ladder-panels.js'
import { cutWords, isCut, type Ratio, ratioAxis, ratioDomain, withRoom } from './ratio-axis.js'
import { shapeNames, shapesOf } from './rungs.js'
import { LANE, shapeAxis } from './shape-axis.js'
import { drawn, panelTitle, specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 196
/** Pixels at a panel's end for the ratios as text. */
const TEXT = 62

export const ladder: Chart = {
  name: 'ladder',
  title: 'The ladder: speed-up over per-page, by call shape',
  caption,
  spec,
  table,
  cells: (analysis) => [
    ...new Set(ladders(analysis).flatMap(({ cells }) => cells.map(({ id }) => id))),
  ],
}

function caption(analysis: Analysis): string {
  const { family } = analysis
  const all = ladders(analysis)
  return (
    'time(per-page) / time(call shape) on a logarithmic axis: right of the dotted line at 1 is ' +
    'faster. For sweeps over buffer sizes the mark is the geometric mean of the cells of one ' +
    'layout and mode that all compared call shapes have, and the small circles are cells. Elsewhere ' +
    `each cell stands alone. Lines are intervals. ${intervalWords(family)} Filled: resolved. Hollow: ` +
    'not resolved. "= same calls": every counter equals the baseline\'s, so that there is no mean. ' +
    `Shaded around 1: the null band, an upper bound of what two rows of one engine differ by.${cutWords(all.some((one) => isCut(ratiosOf(one), domainOf(one))))}${leftOut(analysis)}${leftOutWords(analysis)}`
  )
}

/** Which shapes are left out of a run whose times of them say nothing. */
function leftOut(analysis: Analysis): string {
  const shapes = new Set(
    analysis.rows.filter((row) => isUnequal(analysis, row)).map(({ shape }) => shape),
  )
  return shapes.size === 0
    ? ''
    : ` Left out: ${listWords([...shapes])}, which unmap-bench ${UNEQUAL_CARE} compiled with less care than the others.`
}

type Domain = readonly [number, number]

function ratiosOf({ columns }: Ladder): Ratio[] {
  return columns.flatMap(({ marks, dots }) => [
    ...marks.flatMap(({ x, interval }) =>
      x === undefined ? [] : [{ estimate: x, low: interval?.low, high: interval?.high }],
    ),
    ...dots.map(({ x }) => ({ estimate: x })),
  ])
}

/** The domain that the marks take; the panel's goes on, with room for text. */
function domainOf(one: Ladder): [number, number] {
  return ratioDomain(
    ratiosOf(one),
    one.columns.flatMap(({ band }) => band ?? []),
  )
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const all = ladders(analysis)
  if (all.length === 0) return undefined
  const names = shapeNames(all.flatMap(({ shapes }) => shapes))
  const { colours, symbols } = seriesStyle(names, theme)
  return specOf(ladder.title, theme, {
    spacing: 16,
    vconcat: all.map((one, at) => ({
      ...(one.heading !== undefined && { title: panelTitle(one.heading) }),
      data: {
        values: one.columns.flatMap((column, index) => recordsOf(column, index, domainOf(one))),
      },
      facet: {
        column: {
          field: 'column',
          type: 'ordinal',
          header: {
            labelExpr: `split(${JSON.stringify(one.columns.map(({ title }) => title))}[datum.value], '\\n')`,
            labelAnchor: 'start',
          },
        },
      },
      spacing: 16,
      spec: panel(one, at === all.length - 1),
    })),
  })

  function panel(one: Ladder, last: boolean) {
    const { shapes, columns } = one
    const rows = shapeNames(shapes)
    const marked = domainOf(one)
    const axis = ratioAxis(
      withRoom(marked, WIDTH, { after: TEXT }),
      WIDTH,
      last ? 'times as fast as per-page' : null,
      { most: marked[1] },
    )
    const x = (field: string) => ({ field, type: 'quantitative', ...axis })
    const y = shapeAxis(rows)
    const kind = (...kinds: readonly string[]) => ({
      filter: kinds.map((one) => `datum.kind === '${one}'`).join(' || '),
    })
    const colour = { field: 'shape', scale: { domain: names, range: colours }, legend: null }
    const symbol = { field: 'shape', scale: { domain: names, range: symbols }, legend: null }
    const tooltip = [
      { field: 'shape', title: 'call shape' },
      { field: 'words', title: 'speed-up' },
    ]
    const marks = columns.flatMap((column) => column.marks)
    const layers = [
      {
        transform: [kind('panel'), { filter: 'isValid(datum.high)' }],
        mark: { type: 'rect', color: theme.band, tooltip: null },
        encoding: { x: x('low'), x2: { field: 'high' } },
      },
      {
        transform: [kind('panel')],
        mark: { type: 'rule', color: theme.muted, strokeDash: [2, 3] },
        encoding: { x: { datum: 1, type: 'quantitative' } },
      },
      {
        transform: [kind('cell')],
        mark: {
          type: 'point',
          filled: false,
          color: theme.muted,
          size: 16,
          strokeWidth: 1,
          opacity: 0.75,
        },
        encoding: { x: x('x'), y, tooltip: { field: 'words' } },
      },
      {
        transform: [kind('resolved', 'open'), { filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 2, tooltip: null },
        encoding: { x: x('low'), x2: { field: 'high' }, y, color: colour },
      },
      {
        transform: [kind('open')],
        mark: {
          type: 'point',
          filled: false,
          fill: theme.background,
          size: 60,
          strokeWidth: 1.75,
          opacity: 1,
        },
        encoding: { x: x('x'), y, stroke: colour, shape: symbol, tooltip },
      },
      {
        transform: [kind('resolved')],
        mark: { type: 'point', filled: true, size: 60, opacity: 1 },
        encoding: { x: x('x'), y, color: colour, shape: symbol, tooltip },
      },
      {
        transform: [kind('resolved', 'open', 'none')],
        mark: {
          type: 'text',
          align: 'right',
          fontSize: 10.5,
          color: theme.ink,
          text: {
            expr: "split(split(datum.words, ' [')[0], ',')[0]",
          },
        },
        encoding: { x: { value: WIDTH }, y, tooltip },
      },
      {
        transform: [kind('same')],
        mark: { type: 'text', align: 'left', dx: 6, fontSize: 10.5, color: theme.muted },
        encoding: { x: { datum: 1, type: 'quantitative' }, y, text: { field: 'words' } },
      },
    ]
    const has = (one: Mark['kind']) => marks.some((mark) => mark.kind === one)
    const present = [
      columns.some(({ band }) => band !== undefined),
      true,
      columns.some(({ dots }) => dots.length > 0),
      marks.some(({ interval }) => interval !== undefined),
      has('open'),
      has('resolved'),
      has('resolved') || has('open') || has('none'),
      has('same'),
    ]
    return {
      width: WIDTH,
      height: rows.length * LANE,
      layer: layers.filter((_, layer) => present[layer]),
    }
  }

  /** A panel's records: itself, its marks, cut where the text begins, and its dots. */
  function recordsOf({ band, marks, dots }: Column, column: number, domain: Domain): object[] {
    const [least, most] = domain
    return [
      { column, kind: 'panel', ...(band && { low: band[0], high: band[1] }) },
      ...marks.map(({ interval, ...mark }) => ({
        column,
        ...mark,
        ...(interval && {
          low: drawn(Math.max(least, interval.low)),
          high: drawn(Math.min(most, interval.high)),
        }),
      })),
      ...dots.map((dot) => ({ column, kind: 'cell', ...dot })),
    ]
  }
}

function table(analysis: Analysis): Table {
  const groups = cellGroups(analysis).filter(
    (group) => isLadder(group) && shapesOf(analysis, group).length > 0,
  )
  const ops = FIGURE_OPS.filter((op) => groups.some((group) => group.ops.includes(op)))
  return {
    legend: markWords(analysis),
    columns: ['cell', 'layout and mode', 'call shape', ...ops.map((op) => OP_WORDS[op])],
    rows: groups.flatMap((group) => {
      const place = `${group.layout ?? 'unknown'}; ${MODE_WORDS[group.mode]}`
      const shapes = shapesOf(analysis, group)
      const means = shapes.flatMap(({ row, shape }) => {
        const all = ops.map((op) => meanOf(analysis, group, row.id, op))
        if (all.every((mean) => mean === undefined)) return []
        return [
          [
            'geometric mean',
            place,
            shape,
            ...all.map((mean) =>
              mean === undefined
                ? ''
                : `${marked(formatInterval(mean.judged.interval), { ...mean.judged, work: 'differs' })} (${plural(mean.cells.length, 'cell')})`,
            ),
          ],
        ]
      })
      const cells = group.cells.flatMap((cell) =>
        shapes.map(({ row, shape }) => [
          cell.title,
          place,
          shape,
          ...ops.map((op) =>
            cell.ops.includes(op) ? speedupWords(figureOf(cell, row.id, op)) : '',
          ),
        ]),
      )
      return group.workload === 'sweep' ? [...means, ...cells] : cells
    }),
  }
}
