/** From an analysis to what the explorer shows: pure, and plain data on either side. */

import { formatWords } from '../../../engines/contract/index.js'
import {
  type Analysis,
  bandFor,
  type CellAnalysis,
  type FigureOp,
  type RowAnalysis,
} from '../../../results/analysis/index.js'
import type { Screen } from '../../answer/index.js'
import { byLadder, SERIES } from '../../charts/index.js'
import { isFormatNamed, tierWords, touchesOf, warningName } from '../../phrases/index.js'
import { capital, printable } from '../../text/index.js'
import { settled } from './choice.js'
import type {
  CellDetail,
  CellInfo,
  Choice,
  DetailData,
  ExplorerData,
  Mark,
  Marks,
  ShapeInfo,
  Source,
} from './data.js'
import { MEASURES } from './measures.js'
import { SPEEDUP } from './names.js'
import { placesOf } from './places.js'

/** All that may be looked at, and what is shown first: what the screen's table rests on. */
export function explorerData(analysis: Analysis, screen: Screen): ExplorerData {
  const rows = analysis.rows.filter(({ role }) => role === 'baseline' || role === 'shape')
  const sources = sourcesOf(analysis, rows)
  const shapes = shapesOf(rows, screen)
  const figures = analysis.cells.map((cell) => rows.map((row) => marksOf(analysis, cell, row)))
  const used = new Set(
    figures.flatMap((cell) =>
      cell.flatMap((row) => Object.values(row ?? {}).flatMap((marks) => Object.keys(marks))),
    ),
  )
  const data: ExplorerData = {
    measures: MEASURES.filter(({ id }) => used.has(id)).map(({ of, ...measure }) => measure),
    places: placesOf(analysis),
    sources: sources.map(({ id, label }) => ({ id, label })),
    shapes,
    rows: rows.map((row) => ({
      id: row.id,
      machine: 0,
      source: sources.findIndex(({ id }) => id === sourceId(row)),
      shape: shapes.findIndex(({ id }) => id === shapeId(row)),
      baseline: row.role === 'baseline',
    })),
    cells: analysis.cells.map((cell) => cellInfo(analysis, cell, sources)),
    warnings: analysis.warnings.map((warning) => ({
      name: printable(warningName(warning)),
      message: printable(capital(warning.message)),
    })),
    figures,
    start: { what: SPEEDUP, op: 'sum', at: '', of: [], shapes: [] },
    options: [{ arguments: analysis.options.arguments, cells: analysis.options.cells }],
  }
  return { ...data, start: startOf(analysis, screen, data, rows) }
}

type Sourced = Source & Pick<RowAnalysis, 'tier' | 'format'>

function sourceId({ format, tier }: Pick<RowAnalysis, 'tier' | 'format'>): string {
  return `${tier}@${format}`
}

function sourcesOf(analysis: Analysis, rows: readonly RowAnalysis[]): Sourced[] {
  const all = new Map(rows.map((row) => [sourceId(row), row]))
  return [...all].map(([id, { format, tier }]) => {
    const suffix = isFormatNamed({ format, tier }, analysis) ? `, ${formatWords(format)}` : ''
    return { id, tier, format, label: `${printable(sourceWords(tier))}${suffix}` }
  })
}

/** Short enough for a check box: `Linux 6.12.117 with retpolines`. */
function sourceWords(tier: string): string {
  return capital(
    tierWords(tier)
      .replace("'s own page-table code", '')
      .replace(/^tier /, ''),
  )
}

/** A shape's name, with the variant that an id adds to it. */
function shapeId({ id, shape, tier, format }: RowAnalysis): string {
  const rest = id.replace(`${tier}/`, '').replace(`@${format}`, '')
  return rest.startsWith(shape) ? rest : shape
}

/** In the ladder's order. */
function shapesOf(rows: readonly RowAnalysis[], { table }: Screen): ShapeInfo[] {
  const all = new Map(byLadder(rows).map((row) => [shapeId(row), row.shape]))
  return [...all].map(([id, shape]) => ({
    id,
    history: table?.rows.find((row) => row.shape === shape)?.history ?? '',
    colour: SERIES[shape]?.colour ?? 'black',
  }))
}

/** All figures of a row in a cell; nothing where it has none. */
function marksOf(
  analysis: Analysis,
  cell: CellAnalysis,
  row: RowAnalysis,
): Partial<Record<FigureOp, Marks>> | null {
  const own = cell.figures[row.id]
  if (own === undefined) return null
  const ops: Partial<Record<FigureOp, Marks>> = {}
  for (const figure of Object.values(own)) {
    const marks: Marks = {}
    for (const { id, of } of MEASURES) {
      const mark = of({ analysis, cell, row, figure })
      if (mark !== undefined) marks[id] = rounded(mark)
    }
    if (Object.keys(marks).length > 0) ops[figure.op] = marks
  }
  return Object.keys(ops).length > 0 ? ops : null
}

/** Digits that no figure is printed with only make the page larger. */
function rounded(mark: number | Mark): number | Mark {
  if (typeof mark === 'number') return digits(mark)
  const { high, low } = mark
  return {
    ...mark,
    value: digits(mark.value),
    ...(low !== undefined && { low: digits(low) }),
    ...(high !== undefined && { high: digits(high) }),
  }
}

function digits(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(5))
}

function cellInfo(analysis: Analysis, cell: CellAnalysis, sources: readonly Sourced[]): CellInfo {
  return {
    id: cell.id,
    title: printable(cell.title),
    operations: cell.operations,
    warnings: touchesOf(analysis, cell).map((warning) => analysis.warnings.indexOf(warning)),
    bands: sources.map(({ format }) =>
      Object.fromEntries(
        cell.ops.flatMap((op) => {
          const band = bandFor(cell, format, op)
          return band === undefined ? [] : [[op, digits(band)]]
        }),
      ),
    ),
  }
}

/** What the screen's table shows: its shapes, and whose code they are; buffers first. */
function startOf(
  { cells }: Analysis,
  { table }: Screen,
  data: ExplorerData,
  rows: readonly RowAnalysis[],
): Choice {
  const shown = rows.filter(({ id }) => table?.rows.some(({ row }) => row === id))
  const column = table?.columns.find(({ cell }) =>
    cells.some(({ id, workload }) => id === cell && workload === 'sweep'),
  )
  const place = data.places.find((one) =>
    one.cells.some(({ cell }) => data.cells[cell]?.id === (column ?? table?.columns[0])?.cell),
  )
  return settled(
    {
      what: SPEEDUP,
      op: 'sum',
      at: place?.id ?? '',
      of: shown.map(sourceId).slice(0, 1),
      shapes: shown.map(shapeId),
    },
    data,
  )
}

/** Numbers of samples that a page holds; of more, one in so many rounds is kept. */
const MOST_SAMPLES = 120_000

/** Samples and sentences of every figure, for those who ask for its particulars. */
export function detailData(analysis: Analysis): DetailData {
  const samples = analysis.cells.reduce(
    (sum, { samples: { generation, nsPerOperation } }) =>
      sum + generation.length * Object.values(nsPerOperation).flatMap(Object.keys).length,
    0,
  )
  const every = Math.max(1, Math.ceil(samples / MOST_SAMPLES))
  return { cells: analysis.cells.map((cell) => [cellDetail(analysis, cell, every)]) }
}

function cellDetail(analysis: Analysis, cell: CellAnalysis, every: number): CellDetail {
  const kept = <T>(values: readonly T[]) => values.filter((_, at) => at % every === 0)
  const shown = analysis.rows.filter(({ role }) => role === 'baseline' || role === 'shape')
  const { generation, nsPerOperation } = cell.samples
  return {
    generation: kept(generation),
    every,
    ns: Object.fromEntries(
      shown.flatMap(({ id }) => {
        const ops = nsPerOperation[id]
        if (ops === undefined) return []
        const own = Object.entries(ops).map(([op, values]) => [
          op,
          kept(values).map((ns) => (ns === null ? null : Number(ns.toPrecision(4)))),
        ])
        return [[id, Object.fromEntries(own)]]
      }),
    ),
    notes: Object.fromEntries(shown.map(({ id }) => [id, notesOf(analysis, cell, id)])),
  }
}

/** What is known of a figure beside its numbers. */
function notesOf(
  analysis: Analysis,
  cell: CellAnalysis,
  row: string,
): Partial<Record<FigureOp, string[]>> {
  return Object.fromEntries(
    Object.entries(cell.figures[row] ?? {}).flatMap(([op, figure]) => {
      const at = (one: { cell: string; op: FigureOp }) => one.cell === cell.id && one.op === op
      const changed = (list: ReadonlyArray<{ counter: string; before: number; after: number }>) =>
        list.length === 0
          ? 'counts are the same'
          : `counts of one cycle differ: ${list.map((one) => `${one.counter} ${one.before} to ${one.after}`).join(', ')}`
      const notes = [
        ...analysis.across
          .filter((one) => at(one) && one.after === row)
          .map((one) => `Against ${one.before} ${changed(one.changed)}.`),
        ...analysis.countTwins
          .filter((one) => at(one) && one.before === row)
          .map((one) => `Beside ${one.after} ${changed(one.changed)}.`),
        ...(figure.layout === undefined || figure.layout === cell.layout
          ? []
          : [`By its own counts its layout is ${figure.layout}.`]),
      ]
      return notes.length === 0 ? [] : [[op, notes.map(printable)]]
    }),
  )
}
