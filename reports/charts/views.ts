/** A measure's charts: against the size of the buffer, and in other layouts and modes and in traces. */

import { DEFAULT_FORMAT } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, Figure, FigureOp } from '../../results/analysis/index.js'
import {
  buffersOf,
  codeWords,
  commonWords,
  formatName,
  type Source,
  sourcesOf,
} from '../answer/index.js'
import { OP_WORDS } from '../phrases/index.js'
import { present, printable } from '../text/index.js'
import { bySizeSpec, type SizeLine, type SizeRow } from './by-size.js'
import type { Chart } from './chart.js'
import { type LaneRow, lanesSpec } from './lanes.js'
import { type Mark, nsMark, SIGNS, signWords } from './mark.js'
import type { Against, Measure } from './measures.js'
import { type Column, columnsOf, rowName } from './places.js'
import { isCut, ratioDomain } from './ratio-axis.js'
import { machineWords, SMALL, type Words } from './sheet.js'
import { cut } from './text-width.js'
import { LIGHT } from './theme.js'

/** Pixels of a name beside a line: engines of others may have any. */
const NAME = 150

/** Lines over the sizes of plain buffers; nothing where a run has one size or none. */
export function bySize(measure: Measure): Chart {
  return {
    name: `${measure.name}-by-size`,
    spec(analysis, theme = LIGHT) {
      const buffers = buffersOf(analysis)
      const { places } = buffers
      const cells = places.map(({ cell }) => cell)
      const ops = directionsOf(cells, measure)
      const rows = rowsOf(analysis, measure, (source, against): SizeRow | undefined => {
        const panels = ops.map((op) => linesOf(measure, source, against, cells, op))
        const { one } = against
        return panels.flat().every(({ limit }) => limit)
          ? undefined
          : { ...(one && { one }), panels }
      })
      if (places.length < 2 || rows.length === 0) return undefined
      const lines = rows.flatMap(({ panels }) => panels.flat())
      return bySizeSpec(
        {
          ...wordsOf(
            analysis,
            measure,
            lines.map(({ marks }) => marks),
            {
              title: `${measure.title(cells)}, by buffer size`,
              basis: commonWords(buffers),
              reading: `${measure.reading.bySize}. At the right of a line stands its value at the largest buffer`,
              limits: lines.some(({ limit }) => limit),
            },
          ),
          kind: measure.kind,
          sizes: places.map(({ short }) => short),
          directions: ops.map((op) => OP_WORDS[op]),
          rows,
        },
        theme,
      )
    },
  }
}

/** Marks in one direction beside a plain buffer; for `sum` of streams of operations too. */
export function inPlaces(measure: Measure, direction: 'map' | 'unmap' | 'sum'): Chart {
  const [name, places, wanted] =
    direction === 'sum'
      ? (['both', 'layout, mode and trace', ['sum', 'mixed']] as const)
      : ([direction, 'layout and mode', [direction]] as const)
  return {
    name: `${measure.name}-${name}`,
    spec(analysis, theme = LIGHT) {
      const columns = columnsOf(analysis).flatMap((column) => {
        const op = wanted.find((one) => column.cell.ops.includes(one))
        return op === undefined ? [] : [{ ...column, op }]
      })
      const rows = rowsOf(analysis, measure, (source, against) =>
        laneRow(measure, source, against, columns),
      )
      // One column alone would say once more what the chart by size does.
      if (columns.length < 2 || rows.length === 0) return undefined
      const title = measure.title(columns.map(({ cell }) => cell))
      return lanesSpec(
        {
          ...wordsOf(
            analysis,
            measure,
            rows.flatMap(({ marks }) => marks),
            {
              title: `${title}, ${OP_WORDS[direction]}, by ${places}`,
              basis: [],
              reading: measure.reading.inPlaces,
              limits: false,
            },
          ),
          kind: measure.kind,
          columns: columns.map(({ lines }) => lines),
          rows,
        },
        theme,
      )
    },
  }
}

/** A row of panels for every source that has something to show, and to hold it against. */
function rowsOf<Row>(
  analysis: Analysis,
  measure: Measure,
  of: (source: Source, against: Against) => Row | undefined,
): Array<Row & { title?: string }> {
  const sources = sourcesOf(analysis)
  return sources.flatMap((source) => {
    const against = measure.against(source)
    if (against === undefined) return []
    const row = of(source, against)
    return row === undefined ? [] : [{ ...titleOf(source, sources, measure, against), ...row }]
  })
}

function directionsOf(cells: readonly CellAnalysis[], { kind }: Measure): FigureOp[] {
  // A page that is mapped and unmapped takes what both panels say together.
  const all = kind === 'ns' ? (['map', 'unmap'] as const) : (['map', 'unmap', 'sum'] as const)
  return all.filter((op) => cells.some(({ ops }) => ops.includes(op)))
}

function linesOf(
  measure: Measure,
  source: Source,
  { mark, one }: Against,
  cells: readonly CellAnalysis[],
  op: FigureOp,
): SizeLine[] {
  const rows = measure.rows(source)
  const lines = rows.flatMap((row): SizeLine[] => {
    const marks = cells.map((cell) => markOf(cell.figures[row.id]?.[op], mark))
    const last = marks.findLast((one) => one?.value !== undefined)
    if (last === undefined) return []
    const name = cut(rowName(row, rows), SMALL, NAME)
    // Its value would say nothing of its calls, which are the other's.
    const isOther = marks.every((mark) => mark === undefined || mark.same)
    const label =
      isOther && one !== undefined ? `${name} ${SIGNS.same} ${one}` : `${name} ${last.text}`
    return [{ shape: row.shape, marks, label }]
  })
  return measure.limits ? [...lines, ...limitsOf(source, cells, op)] : lines
}

function markOf(figure: Figure | undefined, mark: Against['mark']): Mark | undefined {
  if (figure === undefined || figure.verdict === 'missing' || figure.verdict === 'untimed') return
  return mark(figure)
}

/** Bare loops that were timed in turn with a tier's rows: the least that any call shape must do. */
function limitsOf({ tier }: Source, cells: readonly CellAnalysis[], op: FigureOp): SizeLine[] {
  const rows = cells.flatMap(({ limits }) => limits.map(({ row }) => row))
  return [...new Set(rows)]
    .filter((row) => row.startsWith(`${tier}/`))
    .flatMap((row) => {
      const marks = cells.map(({ limits }) =>
        nsMark(limits.find((one) => one.row === row && one.op === op)?.nsPerPage),
      )
      const last = marks.findLast((mark) => mark !== undefined)
      if (last === undefined) return []
      const name = cut(printable(row.slice(tier.length + 1)).replaceAll('-', ' '), SMALL, NAME)
      return [{ shape: row, marks, label: `${name} ${last.text}`, limit: true as const }]
    })
}

function laneRow(
  measure: Measure,
  source: Source,
  { mark }: Against,
  columns: ReadonlyArray<Column & { op: FigureOp }>,
): LaneRow | undefined {
  const rows = measure.rows(source)
  const found = rows
    .map((row) => ({
      lane: { label: rowName(row, rows), shape: row.shape },
      marks: columns.map(({ cell, op }) => markOf(cell.figures[row.id]?.[op], mark)),
    }))
    .filter(({ marks }) => marks.some((one) => one !== undefined))
  if (found.length === 0) return undefined
  return {
    lanes: found.map(({ lane }) => lane),
    marks: columns.map((_, at) => found.map(({ marks }) => marks[at])),
  }
}

/** Whose code a row of panels is of, where there are several, and what is unlike the chart's title. */
function titleOf(
  source: Source,
  all: readonly Source[],
  measure: Measure,
  { one }: Against,
): { title?: string } {
  const { format, tier } = source
  const isOneOf = all.some((other) => other.tier === tier && other.format !== format)
  // Beside others of its tree, the format that goes without saying is said too.
  const parts = present([
    all.length > 1 && codeWords(source),
    isOneOf && format === DEFAULT_FORMAT && formatName(format),
    one !== undefined && one !== measure.one && `over ${one}`,
  ])
  return parts.length === 0 ? {} : { title: parts.join(', ') }
}

function wordsOf(
  analysis: Analysis,
  { kind, one = 'per-page' }: Measure,
  all: ReadonlyArray<ReadonlyArray<Mark | undefined>>,
  {
    basis,
    limits,
    reading,
    title,
  }: { title: string; basis: readonly string[]; reading: string; limits: boolean },
): Words {
  const [source, ...others] = sourcesOf(analysis)
  const isRatio = kind === 'ratio'
  const marks = all.flat().filter((mark) => mark !== undefined)
  return {
    title,
    basis: [
      present([
        source && others.length === 0 && `by ${codeWords(source)}`,
        ...basis,
        isRatio ? '95 % intervals' : 'undisturbed times',
      ]).join(', '),
      machineWords(analysis),
    ].join(' - '),
    notes: present([
      reading,
      limits && 'Dashed: a bare loop over the same ptes, timed in turn with the others',
      ...signWords(marks, one),
      isRatio && isCut(marks, ratioDomain(marks)) && 'Intervals that leave a panel are cut',
      !isRatio && 'Times of other code or another machine are not compared',
    ]),
  }
}
