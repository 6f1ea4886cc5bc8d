/** What the ladder's panels hold: marks of call shapes, and the cells behind a mean. */
import type {
  Analysis,
  CellAnalysis,
  Figure,
  FigureOp,
  Interval,
  Mean,
} from '../../results/analysis/types.js'
import {
  bandIn,
  type CellGroup,
  cellGroups,
  figureOf,
  formatInterval,
  marked,
  OP_WORDS,
  printable,
  speedupWords,
  wrap,
} from '../words/index.js'
import { type Rung, shapesOf } from './rungs.js'
import { drawn } from './spec.js'

/** Panels side by side. */
const COLUMNS = 3

/** One panel: a direction of a sweep's cells, or of one cell. */
export interface Column {
  title: string
  marks: Mark[]
  /** Estimates of single cells behind a mean. */
  dots: Array<{ shape: string; x: number; words: string }>
  /** The null band's ends. */
  band?: [number, number]
}

/**
 * What a call shape came to in a panel; without an interval there is a single generation, and where
 * there is no mean, for `same` calls in every cell or otherwise, there are words alone.
 */
export interface Mark {
  shape: string
  kind: 'resolved' | 'open' | 'same' | 'none'
  interval?: Interval
  x?: number
  /** The figure; its ratio alone stands beside the mark. */
  words: string
}

/** A row of panels that share their call shapes. */
export interface Ladder {
  heading: string | undefined
  shapes: Rung[]
  columns: Column[]
  cells: CellAnalysis[]
}

/** Rollbacks have a chart of their own, and what all map alike is a check of the sweeps. */
export function isLadder({ workload }: CellGroup): boolean {
  return workload !== 'rollback' && workload !== 'common-map'
}

/** All rows of panels. */
export function ladders(analysis: Analysis): Ladder[] {
  return cellGroups(analysis).flatMap((group) => {
    const shapes = shapesOf(analysis, group)
    if (!isLadder(group) || shapes.length === 0) return []
    const columns =
      group.workload === 'sweep'
        ? group.ops.map((op) => meanColumn(analysis, group, shapes, op))
        : group.cells.flatMap((cell) => cell.ops.map((op) => cellColumn(group, cell, shapes, op)))
    const filled = columns.filter(({ marks, dots }) => marks.length + dots.length > 0)
    return chunks(filled, COLUMNS).map((some, at) => ({
      heading: at === 0 ? printable(group.heading) : undefined,
      shapes,
      columns: some,
      cells: group.cells,
    }))
  })
}

function meanColumn(
  analysis: Analysis,
  group: CellGroup,
  shapes: readonly Rung[],
  op: FigureOp,
): Column {
  const figures = (row: string) =>
    group.cells.flatMap((cell) => {
      const figure = figureOf(cell, row, op)
      return figure === undefined || !isTimed(figure) ? [] : [{ cell, figure }]
    })
  const band = bandOf(group, group.cells, op)
  return {
    title: OP_WORDS[op],
    ...(band && { band }),
    marks: shapes.flatMap(({ row, shape }): Mark[] => {
      const all = figures(row.id)
      const mean = meanOf(analysis, group, row.id, op)
      if (mean !== undefined) return [meanMark(shape, mean)]
      if (all.length === 0) return [{ shape, kind: 'none', words: 'no figure' }]
      const same = all.every(({ figure }) => figure.work !== 'differs')
      return [{ shape, kind: same ? 'same' : 'none', words: same ? '= same calls' : 'no mean' }]
    }),
    dots: shapes.flatMap(({ row, shape }) =>
      figures(row.id).flatMap(({ cell, figure }) =>
        figure.estimate === undefined ||
        figure.verdict === 'not-measurable' ||
        figure.layouts !== undefined
          ? []
          : [
              {
                shape,
                x: drawn(figure.estimate),
                words: `${printable(group.labels.get(cell.id) ?? cell.id)}: ${speedupWords(figure)}`,
              },
            ],
      ),
    ),
  }
}

function meanMark(shape: string, { cells, judged }: Mean): Mark {
  const of = cells.length === 1 ? 'one cell' : `mean of ${cells.length} cells`
  const ratio = marked(formatInterval(judged.interval), { ...judged, work: 'differs' })
  if (judged.verdict === 'not-measurable') return { shape, kind: 'none', words: ratio }
  return {
    shape,
    kind: judged.verdict === 'resolved' ? 'resolved' : 'open',
    interval: judged.interval,
    x: drawn(judged.interval.estimate),
    words: `${ratio}, ${of}`,
  }
}

/** Characters on a line of a panel's title: the widest do not reach the next panel's. */
const TITLE = 28

function cellColumn(
  group: CellGroup,
  cell: CellAnalysis,
  shapes: readonly Rung[],
  op: FigureOp,
): Column {
  const label = printable(group.labels.get(cell.id) ?? cell.id)
  const lines = wrap(cell.ops.length > 1 ? `${label}: ${OP_WORDS[op]}` : label, TITLE)
  const band = bandOf(group, [cell], op)
  return {
    title: lines.slice(0, 2).join('\n') + (lines.length > 2 ? '\u2026' : ''),
    ...(band && { band }),
    dots: [],
    marks: shapes.flatMap(({ row, shape }): Mark[] => {
      const figure = figureOf(cell, row.id, op)
      if (figure?.verdict === 'missing') return [{ shape, kind: 'none', words: 'no figure' }]
      if (figure === undefined || !isTimed(figure)) return []
      if (figure.verdict === 'not-measurable') {
        return [{ shape, kind: 'none', words: speedupWords(figure) }]
      }
      const x = figure.speedup?.estimate ?? figure.estimate
      if (x === undefined) return []
      const resolved = figure.verdict === 'resolved'
      return [
        {
          shape,
          kind: resolved ? 'resolved' : 'open',
          ...(figure.speedup && { interval: figure.speedup }),
          x: drawn(x),
          words: speedupWords(figure),
        },
      ]
    }),
  }
}

function isTimed({ verdict }: Figure): boolean {
  return verdict !== 'missing' && verdict !== 'untimed'
}

function bandOf(
  group: CellGroup,
  cells: readonly CellAnalysis[],
  op: FigureOp,
): [number, number] | undefined {
  const bands = cells.flatMap((cell) => bandIn(group, cell, op) ?? [])
  if (bands.length === 0) return undefined
  const band = 1 + Math.max(...bands)
  return [drawn(1 / band), drawn(band)]
}

export function meanOf(
  { means }: Analysis,
  { layout, mode }: CellGroup,
  row: string,
  op: FigureOp,
): Mean | undefined {
  return means.find(
    (mean) => mean.row === row && mean.op === op && mean.layout === layout && mean.mode === mode,
  )
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return items.length === 0 ? [] : [items.slice(0, size), ...chunks(items.slice(size), size)]
}
