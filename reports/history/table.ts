/** A history as tables: a series and a direction each, a line a version, a column a buffer. */
import { type Counter, indirectCalls } from '../../engines/contract/index.js'
import {
  type Figures,
  HISTORY_OPS,
  type History,
  type HistoryOp,
  type HistoryRow,
} from '../../results/history/index.js'
import { formatCount } from '../phrases/index.js'

/** What tables and charts show of each operation. */
export type Shown = Counter | 'instructions' | 'indirectCalls' | 'nsPerPage'

/** A history, and the figure of it that tables and charts show. */
export interface ShownHistory {
  history: History
  shown: Shown
}

/** What is shown where nothing else is requested: instructions, or calls where nothing counted them. */
export function shownOf(history: History): Shown {
  const all = history.versions.flatMap(({ rows }) =>
    rows.flatMap(({ cells }) => Object.values(cells)),
  )
  return all.some((byOp) => HISTORY_OPS.some((op) => byOp[op]?.instructions !== undefined))
    ? 'instructions'
    : 'indirectCalls'
}

/** A figure; `undefined` where there is none. */
export function figureOf(figures: Figures | undefined, shown: Shown): number | undefined {
  if (figures === undefined) return undefined
  if (shown === 'instructions' || shown === 'nsPerPage') return figures[shown]
  return shown === 'indirectCalls' ? indirectCalls(figures.counts) : figures.counts[shown]
}

/** Versions side by side whose row came to the same. */
export interface HistoryLine {
  /** `v5.15`, `v5.15 to v5.19`. */
  versions: string
  /** Their names, the oldest first. */
  names: string[]
  row: string
  /** By cell. */
  figures: ReadonlyArray<number | undefined>
}

export interface HistoryTable {
  series: string
  op: HistoryOp
  lines: HistoryLine[]
}

/** All of them, series by series. */
export function historyTables(history: History, shown: Shown): HistoryTable[] {
  const series = [...new Set(history.versions.flatMap(({ rows }) => rows.map((row) => row.series)))]
  return series.flatMap((one) =>
    HISTORY_OPS.map((op) => ({ series: one, op, lines: linesOf(history, one, op, shown) })),
  )
}

function linesOf(
  { cells, versions }: History,
  series: string,
  op: HistoryOp,
  shown: Shown,
): HistoryLine[] {
  const lines: HistoryLine[] = []
  for (const { name, rows } of versions) {
    const row = rows.find((one) => one.series === series)
    const last = lines.at(-1)
    if (row === undefined) continue
    const figures = cells.map(({ id }) => figureOf(row.cells[id]?.[op], shown))
    if (last !== undefined && isSame(last, row, figures)) extend(last, name)
    else lines.push({ versions: name, names: [name], row: row.row, figures })
  }
  return lines
}

function extend(line: HistoryLine, name: string): void {
  line.names.push(name)
  line.versions = `${line.names[0]} to ${name}`
}

function isSame(line: HistoryLine, { row }: HistoryRow, figures: HistoryLine['figures']): boolean {
  return line.row === row && line.figures.every((figure, at) => figure === figures[at])
}

/** Instructions are those of several buffers, shared by them: from here on parts of one say nothing. */
const WHOLE_FROM = 100

/** A figure as tables print it. */
export function figureText(figure: number | undefined): string {
  if (figure === undefined) return '-'
  return formatCount(figure < WHOLE_FROM ? figure : Math.round(figure))
}

const TITLES: Readonly<Partial<Record<Shown, string>>> = {
  indirectCalls: 'indirect calls',
  nsPerPage: 'ns a page',
}

/** `instructions of a map`. */
export function shownTitle(shown: Shown): string {
  return TITLES[shown] ?? shown
}
