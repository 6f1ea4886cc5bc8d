/** What is left of a speed-up where an operation costs more than its calls: dilution. */
import type { TopLevelSpec } from 'vega-lite'
import type { Analysis, CellAnalysis, FigureOp } from '../../results/analysis/types.js'
import {
  cellGroups,
  figureOf,
  formatNs,
  formatRatio,
  formatSuffix,
  judgedIn,
  OP_WORDS,
  printable,
  wrap,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { type Headline, headlines } from './headline.js'
import { ratioAxis, ratioDomain } from './ratio-axis.js'
import { nested, type Rung, shapeLegend, shapeNames, shapesOf } from './rungs.js'
import { drawn, specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 200
const HEIGHT = 150
const COLUMNS = 3

/** Nanoseconds that are marked on the lines, and told in the table. */
const MARKED: readonly number[] = [0, 100, 1000, 10_000]
/** Below this the axis of c is linear, above it logarithmic. */
const LINEAR = 100
/** Points of a line, evenly spaced on the axis. */
const STEPS = 24

export const dilution: Chart = {
  name: 'dilution',
  title: 'Dilution: what is left where an operation costs more',
  caption,
  spec,
  table,
  cells: (analysis) => [...new Set(panels(analysis).map(({ cell }) => cell.id))],
}

function caption(): string {
  return (
    '(t(per-page) + c) / (t(call shape) + c), where c is what an operation costs beside its calls: ' +
    "invalidation, IOVA allocation, the driver's own work. None of it is in the times t: t(per-page) is " +
    'the time of one operation of the kind that the panel names, and t(call shape) that over ' +
    "the ladder's ratio. c runs from 0 to 10 us, linear up to " +
    `100 ns and logarithmic from there; marks stand at ${MARKED.map(nsWords).join(', ')}. This is ` +
    'arithmetic on measured times, and no measurement of c.'
  )
}

function nsWords(ns: number): string {
  if (ns === 0) return '0'
  return ns >= 1000 ? `${ns / 1000} us` : `${ns} ns`
}

/** Nanoseconds for one operation: the baseline's, and what speed-ups make of it. */
interface Panel {
  cell: CellAnalysis
  heading: string
  op: FigureOp
  base: number
  shapes: Array<{ rung: Rung; ns: number }>
}

/**
 * The smallest cell like the first headline in which anything is resolved, a middle one, the
 * headlines, and traces. Where nothing is resolved there is nothing to dilute.
 */
function panels(analysis: Analysis): Panel[] {
  const chosen = headlines(analysis)
  const [first] = chosen
  if (first === undefined) return []
  const alike = first.group.cells
    .filter(
      ({ alignment, bufferBytes, pgsizeBitmap, segmentBytes }) =>
        bufferBytes !== undefined &&
        alignment === first.cell.alignment &&
        pgsizeBitmap === first.cell.pgsizeBitmap &&
        segmentBytes === first.cell.segmentBytes,
    )
    .sort((a, b) => (a.bufferBytes ?? 0) - (b.bufferBytes ?? 0))
    .flatMap((cell) => panelOf(analysis, headline(analysis, first.group, cell)))
  const small = [alike[0], alike[Math.floor((alike.length - 1) / 2)]]
  const traces = cellGroups(analysis)
    .filter(
      ({ format, tier, workload }) =>
        workload === 'trace' && tier === first.group.tier && format === first.group.format,
    )
    .flatMap((group) => group.cells.map((cell) => headline(analysis, group, cell)))
  const all = [
    ...small.filter((panel) => panel !== undefined),
    ...[...chosen, ...traces].flatMap((one) => panelOf(analysis, one)),
  ]
  return all.filter(({ cell }, at) => all.findIndex((other) => other.cell.id === cell.id) === at)
}

function headline(analysis: Analysis, group: Headline['group'], cell: CellAnalysis): Headline {
  const layout = group.layout === undefined ? '' : `: ${group.layout} layout`
  const format = formatSuffix(analysis, group)
  return { cell, group, heading: printable(`${cell.title}${layout}${format}`) }
}

/** A cell's panel; none where no call shape is resolved there. */
function panelOf(analysis: Analysis, { cell, group, heading }: Headline): Panel[] {
  const op = judgedIn(cell)
  const base = group.baseline && figureOf(cell, group.baseline.id, op)?.nsPerOperation
  if (base === undefined) return []
  const timed = shapesOf(analysis, group).flatMap((rung) => {
    const figure = figureOf(cell, rung.row.id, op)
    if (figure?.estimate === undefined || figure.verdict === 'not-measurable') return []
    // Of the ratio and not of the row's own time, so that c = 0 is the ladder's figure.
    return [{ rung, ns: base / figure.estimate, figure }]
  })
  const resolved = timed.some(({ figure }) => figure.verdict === 'resolved')
  const shapes = timed.filter(
    ({ figure }) => figure.work === 'differs' && figure.layouts === undefined,
  )
  return resolved && shapes.length > 0 ? [{ cell, heading, op, base, shapes }] : []
}

function diluted({ base }: Panel, ns: number, c: number): number {
  return (base + c) / (ns + c)
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const all = panels(analysis)
  if (all.length === 0) return undefined
  const names = shapeNames(all.flatMap(({ shapes }) => shapes.map(({ rung }) => rung)))
  const { colours, symbols } = seriesStyle(names, theme)
  const domain = ratioDomain(
    all.flatMap((panel) => panel.shapes.map(({ ns }) => ({ estimate: diluted(panel, ns, 0) }))),
  )
  const x = {
    field: 'c',
    type: 'quantitative',
    scale: { type: 'symlog', constant: LINEAR, domain: [0, 10_000], nice: false, padding: 6 },
    axis: {
      values: MARKED,
      labelExpr: `(${JSON.stringify(Object.fromEntries(MARKED.map((ns) => [ns, nsWords(ns)])))})[datum.value]`,
      title: 'c, an operation',
      grid: true,
      domain: false,
      labelOverlap: false,
    },
  }
  const y = {
    field: 'ratio',
    type: 'quantitative',
    ...ratioAxis(domain, HEIGHT, 'times as fast as per-page', { gap: 18 }),
  }
  const colour = { field: 'shape', scale: { domain: names, range: colours }, ...shapeLegend(names) }
  const ratio = { calculate: '(datum.base + datum.c) / (datum.ns + datum.c)', as: 'ratio' }
  const over = (cs: readonly number[]) => [
    { calculate: JSON.stringify(cs), as: 'c' },
    { flatten: ['c'] },
    ratio,
  ]
  return specOf(dilution.title, theme, {
    data: { values: all.flatMap(recordsOf) },
    columns: COLUMNS,
    facet: {
      field: 'panel',
      type: 'ordinal',
      header: {
        labelExpr: `split(${JSON.stringify(all.map(titleOf))}[datum.value], '\\n')`,
        labelAnchor: 'start',
        labelFontSize: 11,
      },
    },
    spacing: { row: 18, column: 18 },
    spec: {
      width: WIDTH,
      height: HEIGHT,
      layer: [
        {
          transform: [{ aggregate: [], groupby: ['panel'] }],
          mark: { type: 'rule', color: theme.muted, strokeDash: [2, 3] },
          encoding: { y: { datum: 1, type: 'quantitative' } },
        },
        {
          transform: over(curve()),
          mark: { type: 'line', tooltip: null },
          encoding: {
            x,
            y,
            color: colour,
            strokeWidth: nested('rank', names.length, [3, 1.25]),
          },
        },
        {
          transform: over(MARKED),
          mark: {
            type: 'point',
            filled: true,
            opacity: 1,
            stroke: theme.background,
            strokeWidth: 0.5,
          },
          encoding: {
            x,
            y,
            color: colour,
            shape: {
              field: 'shape',
              scale: { domain: names, range: symbols },
              ...shapeLegend(names),
            },
            size: nested('rank', names.length, [130, 38]),
            tooltip: [
              { field: 'shape', title: 'call shape' },
              { field: 'c', title: 'c, ns' },
              { field: 'ratio', title: 'speed-up', format: '.3~r' },
            ],
          },
        },
      ],
    },
  })

  function recordsOf({ base, shapes }: Panel, panel: number): object[] {
    return shapes.map(({ rung, ns }) => ({
      panel,
      shape: rung.shape,
      rank: names.indexOf(rung.shape),
      base: drawn(base),
      ns: drawn(ns),
    }))
  }
}

/** Values of c that lie evenly on the axis. */
function curve(): number[] {
  const most = Math.log1p(10_000 / LINEAR)
  return Array.from({ length: STEPS + 1 }, (_, step) =>
    Math.round(LINEAR * Math.expm1((most * step) / STEPS)),
  )
}

/** Characters that a panel has room for. */
const TITLE = 34

/** A panel's title on two lines: the cell, and its layout and direction. */
function titleOf({ cell, heading, op }: Panel): string {
  const [first = '', ...more] = wrap(printable(cell.title), TITLE)
  const place = heading.slice(printable(cell.title).length).replace(/^: /, '')
  const lines = [`${first}${more.length > 0 ? '\u2026' : ''}`, `${place}, ${OP_WORDS[op]}`]
  return lines.join('\n').replace(/\n, /, '\n')
}

function table(analysis: Analysis): Table {
  return {
    columns: [
      'cell',
      'direction',
      'call shape',
      'per operation, of the ratio',
      ...MARKED.map((c) => `c = ${nsWords(c)}`),
    ],
    rows: panels(analysis).flatMap((panel) =>
      panel.shapes.map(({ rung, ns }) => [
        printable(panel.cell.title),
        OP_WORDS[panel.op],
        rung.shape,
        formatNs(ns),
        ...MARKED.map((c) => formatRatio(diluted(panel, ns, c))),
      ]),
    ),
  }
}
