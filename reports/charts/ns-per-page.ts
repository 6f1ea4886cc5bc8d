/** Nanoseconds for one 4K page against the size of the buffer, where tables stay. */
import type { TopLevelSpec } from 'vega-lite'
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis, FigureOp } from '../../results/analysis/types.js'
import { figureOf, formatNs, listWords, OP_WORDS, printable } from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { type LimitLine, limitLayers, limitLines } from './limit-lines.js'
import { logDomain, logTicks } from './log-axis.js'
import { POINTS, type Point, points } from './points.js'
import { withRoom } from './ratio-axis.js'
import { nested, rungsOf, shapeLegend, shapeNames } from './rungs.js'
import { sizeAxis } from './size-axis.js'
import { isLine, type SizeSeries, sizeSeries } from './size-series.js'
import { panelTitle, specOf } from './spec.js'
import { LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 300
const HEIGHT = 220
const OPS = ['map', 'unmap'] as const
/** Pixels below the lowest line, for the words that stand there. */
const WORDS = 22

export const nsPerPage: Chart = {
  name: 'ns-per-page',
  title: 'Nanoseconds per 4K page, by buffer size',
  caption,
  spec,
  table,
  cells: (analysis) => lines(analysis).flatMap(({ series }) => series.cells.map(({ id }) => id)),
}

function caption(analysis: Analysis): string {
  const all = lines(analysis)
  const sizes = [...new Set(all.map(({ series }) => series.pageSizes))]
  const has = (inTurn: boolean) =>
    all.some(({ limits }) => limits.some((limit) => limit.inTurn === inTurn))
  const limits = [
    has(true)
      ? ' Dashed: a bare loop over the same descriptors, timed in turn with the others, the least ' +
        'that any call shape must do.'
      : '',
    has(false)
      ? ' Dotted: loops over as many ptes, measured beside them in the same run: each pte stored or ' +
        'cleared, with and without a look at it first, or all of them by memset.'
      : '',
  ].join('')
  return (
    'Undisturbed time of an operation over the 4K pages of its buffer, both axes logarithmic, in the ' +
    `keep layout (leaves are cleared one by one and the tables stay; page sizes ${listWords(sizes)}). ` +
    'A flat line is a cost per page; what falls is a cost per call, shared by more pages. Times of ' +
    `different machines, tiers and kernels are not to be compared.${limits}`
  )
}

interface Line {
  /** Its index in `sizeSeries`. */
  index: number
  series: SizeSeries
  drawn: Point[]
  limits: LimitLine[]
}

/** Sweeps of several sizes in the keep layout that have times to draw. */
function lines(analysis: Analysis): Line[] {
  const all = points(analysis).filter(
    ({ nsPerPage: ns, op }) => ns !== undefined && OPS.some((one) => one === op),
  )
  return sizeSeries(analysis).flatMap((series, index) => {
    if (series.group.layout !== 'keep' || !isLine(series)) return []
    const own = all.filter((point) => point.series === index)
    return own.length === 0
      ? []
      : [{ index, series, drawn: own, limits: limitLines(series.cells, analysis) }]
  })
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const all = lines(analysis)
  if (all.length === 0) return undefined
  const names = shapeNames(all.flatMap(({ series }) => rungsOf(analysis, series.group)))
  const seen = names.filter((name) => all.some((line) => line.drawn.some((p) => p.shape === name)))
  const { colours, symbols } = seriesStyle(seen, theme)
  return specOf(nsPerPage.title, theme, {
    datasets: { [POINTS]: points(analysis) },
    data: { name: POINTS },
    spacing: 26,
    vconcat: all.map((line) => ({
      ...(all.length > 1 && { title: panelTitle(line.series.heading) }),
      spacing: 24,
      hconcat: OPS.filter((op) => line.drawn.some((point) => point.op === op)).map((op, column) =>
        panel(line, op, column === 0),
      ),
    })),
  })

  function panel({ index, series, drawn: marks, limits }: Line, op: FigureOp, first: boolean) {
    const sizes = [...new Set(series.cells.flatMap(({ bufferBytes }) => bufferBytes ?? []))]
    const values = [
      ...marks.flatMap(({ nsPerPage: ns }) => ns ?? []),
      ...limits.flatMap(({ places }) => places.map(({ ns }) => ns)),
    ]
    const below = limits.length > 0 && limits.every(({ inTurn }) => inTurn) ? WORDS : 0
    const domain = withRoom(logDomain(values, 0.15), HEIGHT, { before: below })
    const floor = limits.filter((limit) => limit.op === op)
    const tooltip = [
      { field: 'title', title: 'cell' },
      { field: 'direction', title: 'direction' },
      { field: 'shape', title: 'call shape' },
      { field: 'timePerPage', title: 'per 4K page' },
      { field: 'time', title: 'per operation' },
      { field: 'figure', title: 'speed-up' },
    ]
    const size = sizeAxis(sizes, WIDTH, 'buffer')
    const x = { field: 'bufferBytes', type: 'quantitative', ...size }
    const y = {
      field: 'nsPerPage',
      type: 'quantitative',
      scale: { type: 'log', domain, nice: false },
      axis: {
        values: logTicks(domain, HEIGHT, 22),
        format: '~g',
        title: first ? 'ns per 4K page' : null,
        labels: first,
        ticks: first,
        domain: false,
        labelOverlap: false,
      },
    }
    const only = [{ filter: `datum.series === ${index} && datum.op === '${op}'` }]
    const colour = { field: 'shape', scale: { domain: seen, range: colours }, ...shapeLegend(seen) }
    return {
      title: { text: OP_WORDS[op], fontWeight: 'normal', anchor: 'middle', offset: 6 },
      width: WIDTH,
      height: HEIGHT,
      layer: [
        {
          transform: only,
          mark: { type: 'line', tooltip: null },
          encoding: { x, y, color: colour, strokeWidth: nested('rank', seen.length, [2.75, 1.25]) },
        },
        {
          transform: only,
          mark: {
            type: 'point',
            filled: true,
            opacity: 1,
            stroke: theme.background,
            strokeWidth: 1,
          },
          encoding: {
            x,
            y,
            color: colour,
            shape: {
              field: 'shape',
              scale: { domain: seen, range: symbols },
              ...shapeLegend(seen),
            },
            size: nested('rank', seen.length, [150, 38]),
            tooltip,
          },
        },
        ...limitLayers(floor, { x, y, domain, height: HEIGHT, largest: Math.max(...sizes) }, theme),
      ],
    }
  }
}

function table(analysis: Analysis): Table {
  const all = lines(analysis)
  const ops = OPS.filter((op) => all.some(({ series }) => series.group.ops.includes(op)))
  return {
    columns: ['sweep', 'buffer', 'call shape', ...ops.map((op) => `${op}, per page`)],
    rows: all.flatMap(({ series }) =>
      series.cells.flatMap((cell) => {
        const head = [
          series.heading,
          cell.bufferBytes === undefined ? '-' : formatSize(cell.bufferBytes),
        ]
        const time = (ns: number | undefined) => (ns === undefined ? '-' : formatNs(ns))
        const rows = [...new Set(cell.limits.map(({ row }) => row))]
        return [
          ...rungsOf(analysis, series.group).map(({ row, shape }) => [
            ...head,
            shape,
            ...ops.map((op) => time(figureOf(cell, row.id, op)?.nsPerPage)),
          ]),
          ...rows.map((row) => [
            ...head,
            `${printable(row)} (limit)`,
            ...ops.map((op) =>
              time(cell.limits.find((limit) => limit.row === row && limit.op === op)?.nsPerPage),
            ),
          ]),
        ]
      }),
    ),
  }
}
