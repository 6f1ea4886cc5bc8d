/** Nanoseconds for one 4K page against the size of the buffer, where tables stay. */
import type { TopLevelSpec } from 'vega-lite'
import { formatSize } from '../../engines/contract/index.js'
import type { Analysis } from '../../results/analysis/types.js'
import {
  type CellGroup,
  cellGroups,
  figureOf,
  formatNs,
  formatPageSizes,
  OP_WORDS,
  printable,
  rowLabel,
} from '../words/index.js'
import type { Chart, Table } from './chart.js'
import { logDomain, logTicks, spacedOut } from './log-axis.js'
import { POINTS, type Point, points } from './points.js'
import { chartConfig, LIGHT, seriesStyle, type Theme } from './theme.js'

const WIDTH = 290
const HEIGHT = 240
const OPS = ['map', 'unmap'] as const

export const nsPerPage: Chart = {
  name: 'ns-per-page',
  title: 'Nanoseconds per 4K page, by buffer size',
  caption,
  spec,
  table,
  cells: (analysis) => keepGroups(analysis).flatMap(({ cells }) => cells.map(({ id }) => id)),
}

function caption(analysis: Analysis): string {
  const sizes = new Set(
    keepGroups(analysis).flatMap(({ cells }) =>
      cells.map((cell) => formatPageSizes(cell.pgsizeBitmap)),
    ),
  )
  return (
    'Median time of an operation over the 4K pages of its buffer, both axes logarithmic, in the ' +
    `keep layout (leaves are cleared one by one and the tables stay; page sizes ${[...sizes].join(', ')}). ` +
    'A flat line is a cost per page; what falls is a cost per call, shared by more pages. Times of ' +
    'different machines, tiers and kernels are not to be compared.'
  )
}

type Series = CellGroup & { index: number; pageSizes: string }

/** Sweeps over buffer sizes in the keep layout, each of one tier, mode and set of page sizes. */
function keepGroups(analysis: Analysis): Series[] {
  return cellGroups(analysis).flatMap((group, index) => {
    if (group.layout !== 'keep' || group.workload !== 'sweep') return []
    const sized = group.cells.filter(({ bufferBytes }) => bufferBytes !== undefined)
    const sets = new Set(sized.map(({ pgsizeBitmap }) => pgsizeBitmap))
    return [...sets].map((bitmap) => {
      const pageSizes = formatPageSizes(bitmap)
      return {
        ...group,
        index,
        pageSizes,
        heading: sets.size > 1 ? `${group.heading}; page sizes ${pageSizes}` : group.heading,
        cells: sized.filter(({ pgsizeBitmap }) => pgsizeBitmap === bitmap),
      }
    })
  })
}

/** Whether a point belongs to a series. */
function belongs(point: Point, { index, pageSizes }: Series): boolean {
  return point.group === index && point.pageSizes === pageSizes
}

function spec(analysis: Analysis, theme: Theme = LIGHT): TopLevelSpec | undefined {
  const values = points(analysis).filter(
    ({ nsPerPage, bufferBytes, op }) =>
      nsPerPage !== undefined && bufferBytes !== undefined && OPS.some((one) => one === op),
  )
  const groups = keepGroups(analysis).filter((series) =>
    values.some((point) => belongs(point, series)),
  )
  if (groups.length === 0) return undefined
  const drawn = values.filter((point) => groups.some((series) => belongs(point, series)))
  const shapes = [...new Set(drawn.map(({ shape }) => shape))]
  const bytes = [...new Set(drawn.map(({ bufferBytes }) => bufferBytes ?? 0))].sort((a, b) => a - b)
  const x = { domain: logDomain(bytes, 0.3) }
  const labelled = spacedOut(bytes, x.domain, WIDTH, 30)
  const y = {
    domain: logDomain(
      drawn.map(({ nsPerPage }) => nsPerPage ?? 1),
      0.15,
    ),
  }
  const { colours, symbols } = seriesStyle(shapes, theme)
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: nsPerPage.title,
    config: chartConfig(theme),
    datasets: { [POINTS]: points(analysis) },
    data: { name: POINTS },
    spacing: 26,
    vconcat: groups.map((group) => ({
      ...(groups.length > 1 && { title: { text: printable(group.heading), offset: 10 } }),
      spacing: 24,
      hconcat: OPS.filter((op) =>
        drawn.some((point) => belongs(point, group) && point.op === op),
      ).map((op, column) => panel(group, op, column === 0)),
    })),
  } as TopLevelSpec

  /** Later call shapes are drawn finer: where they coincide, each still shows. */
  function nested(range: [number, number]) {
    return {
      field: 'rank',
      type: 'quantitative',
      scale: { domain: [0, Math.max(1, shapes.length - 1)], range },
      legend: null,
    }
  }

  function panel({ index, pageSizes }: Series, op: (typeof OPS)[number], first: boolean) {
    const tooltip = [
      { field: 'title', title: 'cell' },
      { field: 'direction', title: 'direction' },
      { field: 'shape', title: 'call shape' },
      { field: 'timePerPage', title: 'per 4K page' },
      { field: 'time', title: 'per operation' },
      { field: 'figure', title: 'speed-up' },
    ]
    return {
      title: { text: OP_WORDS[op], fontWeight: 'normal', anchor: 'middle', offset: 6 },
      width: WIDTH,
      height: HEIGHT,
      transform: [
        {
          filter: `datum.group === ${index} && datum.op === '${op}' && datum.pageSizes === '${pageSizes}' && isValid(datum.nsPerPage) && isValid(datum.bufferBytes)`,
        },
      ],
      encoding: {
        x: {
          field: 'bufferBytes',
          type: 'quantitative',
          scale: { type: 'log', base: 2, domain: x.domain, nice: false },
          axis: {
            values: bytes,
            labelExpr: `indexof(${JSON.stringify(labelled)}, datum.value) < 0 ? '' : ${SIZE_LABEL}`,
            title: 'buffer',
            grid: false,
            labelOverlap: false,
          },
        },
        y: {
          field: 'nsPerPage',
          type: 'quantitative',
          scale: { type: 'log', domain: y.domain, nice: false },
          axis: {
            values: logTicks(y.domain, HEIGHT, 22),
            format: '~g',
            title: first ? 'ns per 4K page' : null,
            labels: first,
            ticks: first,
            domain: false,
            labelOverlap: false,
          },
        },
        color: { field: 'shape', scale: { domain: shapes, range: colours } },
        shape: { field: 'shape', scale: { domain: shapes, range: symbols } },
        tooltip,
      },
      layer: [
        {
          mark: { type: 'line', tooltip: null },
          encoding: { strokeWidth: nested([2.75, 1.25]) },
        },
        {
          mark: {
            type: 'point',
            filled: true,
            opacity: 1,
            stroke: theme.background,
            strokeWidth: 1,
          },
          encoding: { size: nested([150, 38]) },
        },
      ],
    }
  }
}

const SIZE_LABEL = [
  [1024 ** 3, 'G'],
  [1024 ** 2, 'M'],
  [1024, 'K'],
].reduceRight(
  (otherwise, [unit, suffix]) =>
    `datum.value >= ${unit} ? datum.value / ${unit} + '${suffix}' : ${otherwise}`,
  "'' + datum.value",
)

function table(analysis: Analysis): Table {
  const groups = keepGroups(analysis)
  const ops = OPS.filter((op) => groups.some((group) => group.ops.includes(op)))
  return {
    columns: ['buffer', 'page sizes', 'call shape', ...ops.map((op) => `${op}, per page`)],
    rows: groups.flatMap((group) =>
      group.cells.flatMap((cell) =>
        [group.baseline, ...group.shapes].flatMap((row) =>
          row === undefined
            ? []
            : [
                [
                  cell.bufferBytes === undefined ? '-' : formatSize(cell.bufferBytes),
                  formatPageSizes(cell.pgsizeBitmap),
                  rowLabel(row, analysis.rows),
                  ...ops.map((op) => {
                    const ns = figureOf(cell, row.id, op)?.nsPerPage
                    return ns === undefined ? '-' : formatNs(ns)
                  }),
                ],
              ],
        ),
      ),
    ),
  }
}
