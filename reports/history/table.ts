/** A history as tables: a series and a direction each, a line a version, a column a buffer. */
import { type Counter, indirectCalls } from '../../engines/contract/index.js'
import {
  type Figures,
  HISTORY_OPS,
  type History,
  type HistoryOp,
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
  /** Its name; or why there is none, in three words. */
  row: string
  /** By cell; none where there is no row. */
  figures: ReadonlyArray<number | undefined>
}

/** A row, or several that stand for each other, in one direction. */
export interface HistoryTable {
  library: string
  series: string
  op: HistoryOp
  lines: HistoryLine[]
}

/** All of them, series by series. */
export function historyTables(history: History, shown: Shown): HistoryTable[] {
  const rows = history.versions.flatMap(({ rows }) => rows)
  const libraries = new Map(rows.map(({ library, series }) => [series, library]))
  return [...libraries].flatMap(([series, library], at) =>
    HISTORY_OPS.map((op) => {
      const lines = linesOf(history, { library, series, op, isFirst: at === 0 }, shown)
      return { library, series, op, lines }
    }),
  )
}

/** Those of one library and direction, as one table. */
export function libraryTables(history: History, shown: Shown): Array<Omit<HistoryTable, 'series'>> {
  const tables = historyTables(history, shown)
  const libraries = [...new Set(tables.map(({ library }) => library))]
  return libraries.flatMap((library) =>
    HISTORY_OPS.map((op) => {
      const own = tables.filter((table) => table.library === library && table.op === op)
      return { library, op, lines: own.flatMap(({ lines }) => lines) }
    }),
  )
}

function linesOf(
  { cells, versions }: History,
  { isFirst, library, op, series }: Omit<HistoryTable, 'lines'> & { isFirst: boolean },
  shown: Shown,
): HistoryLine[] {
  const lines: HistoryLine[] = []
  for (const { failures, name, rows } of versions) {
    const row = rows.find((one) => one.series === series)
    const last = lines.at(-1)
    // What a whole version lacks is said once, and of a library that came later not before it.
    const failure = failures.find(({ what }) =>
      what === undefined ? isFirst || last !== undefined : what === library || what === series,
    )
    if (row === undefined && failure === undefined) continue
    const figures = row ? cells.map(({ id }) => figureOf(row.cells[id]?.[op], shown)) : []
    const line = { versions: name, names: [name], row: row?.row ?? failure?.why ?? '', figures }
    const isSame = last?.row === line.row && last.figures.join() === line.figures.join()
    if (isSame) {
      last.names.push(name)
      last.versions = `${last.names[0]} to ${name}`
    } else lines.push(line)
  }
  return lines
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
