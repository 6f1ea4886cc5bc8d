/** The tables of a comparison as text, for formats that lay tables out. */

import { groupBy, MODE_FACTS } from '../../engines/contract/index.js'
import {
  type ComparedFigure,
  type Comparison,
  type ComparisonTable,
  type CountChange,
  isWorse,
  KEY_NAMES,
  type Key,
  type RunComparison,
  type TableFigure,
} from '../../results/analysis/compare/index.js'
import { FIGURE_OPS, formatCount, formatNs, type HeadedGrid, OP_WORDS } from '../phrases/index.js'
import { plural } from '../text/index.js'
import { changeWords, countWords, instructionWords, keyWords, sectionWords } from './words.js'

/** Keys that a heading tells although all tables agree in them. */
const ALWAYS_TOLD: readonly Key[] = ['workload', 'layout', 'op']

/** All tables, each figure on the basis that its run's verdicts rest on. */
export function compareGrids({ against, tables }: Comparison): HeadedGrid[] {
  const values = (key: Key) =>
    new Set(tables.map(({ section }) => section.find((part) => part.key === key)?.value))
  const needless = KEY_NAMES.filter((key) => {
    if (key === 'run') return against.length === 1
    return !ALWAYS_TOLD.includes(key) && values(key).size === 1
  })
  return tables.map((table) => gridOf(table, needless)).filter(({ rows }) => rows.length > 0)
}

function gridOf(
  { section, rowKeys, colKeys, columns, rows }: ComparisonTable,
  needless: readonly Key[],
): HeadedGrid {
  // A line that nothing can be said of, as the baseline's by speed-up, is none.
  const judged = rows.filter(({ figures }) =>
    figures.some((figure) => figure !== undefined && figure.verdict !== 'not-judged'),
  )
  const merged = judged.some(({ figures }) => figures.some((figure) => (figure?.figures ?? 1) > 1))
  return {
    heading: sectionWords(section, needless),
    names: rowKeys.length,
    columns: [
      ...rowKeys.map((key) => (key === 'shape' ? 'call shape' : key)),
      ...columns.map((values) =>
        values.map((value, at) => keyWords(colKeys[at] ?? 'op', value)).join(', '),
      ),
    ],
    rows: judged.map(({ values, figures }) => [
      ...values.map((value, at) => keyWords(rowKeys[at] ?? 'cell', value)),
      ...figures.map((figure) => figureWords(figure, merged)),
    ]),
  }
}

/** Blank where there is no figure; how many it stands for where any stands for several. */
function figureWords(figure: TableFigure | undefined, merged: boolean): string {
  if (figure === undefined) return ''
  const text = changeWords(figure, figure.basis, figure.countsChanged > 0)
  return merged ? `${text} (${plural(figure.figures, 'figure')})` : text
}

/** Lines of what changed that are reported in short. */
const IN_SHORT = 16
/** Of them at the least, what is worse and what is better, where there are so many. */
const EACH = 8
/** Lines of counts or instructions that are reported in short. */
const COUNTS_IN_SHORT = 5
/** Counts that are told of one of them. */
const COUNTS_EACH = 3

/** What changed of one newer run, table by table; means where all of it is told. None is empty. */
export function runGrids(
  run: RunComparison,
  how: { verbose: boolean },
): Array<HeadedGrid & { id: string }> {
  const grids = {
    changed: changedGrid(run, how),
    counts: countsGrid(run, how),
    instructions: instructionsGrid(run, how),
    ...(how.verbose && { means: meansGrid(run) }),
  }
  return Object.entries(grids)
    .map(([id, grid]) => ({ ...grid, id }))
    .filter(({ rows }) => rows.length > 0)
}

/** Figures that are slower or faster, the slowest first and the fastest last, their times side by side. */
export function changedGrid(
  { figures, basis }: RunComparison,
  { verbose }: { verbose: boolean },
): HeadedGrid {
  const ratio = ({ changes }: ComparedFigure) => changes[basis]?.estimate ?? 1
  const changed = figures
    .filter(({ verdict }) => verdict === 'slower' || verdict === 'faster')
    .sort((a, b) => ratio(b) - ratio(a))
  const listed = verbose ? changed : changed.filter((figure) => !isShownByParts(figure, changed))
  const slower = listed.filter(({ verdict }) => verdict === 'slower').length
  const first = Math.max(Math.min(slower, EACH), IN_SHORT - (listed.length - slower))
  const shown =
    verbose || listed.length <= IN_SHORT
      ? listed
      : [...listed.slice(0, first), ...listed.slice(first - IN_SHORT)]
  return {
    heading: `What changed, the worst first${moreWords(changed.length - shown.length)}`,
    names: 3,
    columns: ['cell', 'row', 'direction', 'old', 'new', 'new / old'],
    rows: shown.map((figure) => [
      figure.cell,
      figure.row,
      OP_WORDS[figure.op],
      formatNs(figure.nsPerOperation.old),
      formatNs(figure.nsPerOperation.new),
      changeWords(figure, basis, figure.counts === 'changed'),
    ]),
  }
}

/** A sum whose parts changed too says nothing more in short. */
function isShownByParts(
  { cell, op, row }: ComparedFigure,
  changed: readonly ComparedFigure[],
): boolean {
  return (
    op === 'sum' &&
    changed.some((other) => other.op !== 'sum' && other.cell === cell && other.row === row)
  )
}

function moreWords(left: number): string {
  return left <= 0 ? '' : ` (${formatCount(left)} more with --verbose)`
}

/** Means, a line for a row in a layout and mode, a column for each direction. */
function meansGrid({ basis, means: all }: RunComparison): HeadedGrid {
  const means = all.filter(({ verdict }) => verdict !== 'not-judged')
  const ops = FIGURE_OPS.filter((op) => means.some((mean) => mean.op === op))
  const lines = groupBy(means, ({ layout, mode, row }) => JSON.stringify([layout, mode, row]))
  return {
    heading: 'Geometric means',
    names: 2,
    columns: ['layout', 'row', ...ops.map((op) => OP_WORDS[op])],
    rows: [...lines.values()].map((line) => {
      const [{ layout, mode, row, cells }] = line
      return [
        `${layout} (${MODE_FACTS[mode].words}; ${plural(cells.length, 'cell')})`,
        row,
        ...ops.map((op) => {
          const mean = line.find((other) => other.op === op)
          return mean === undefined ? '' : changeWords(mean, basis)
        }),
      ]
    }),
  }
}

/** Counts that changed, a line for an engine in a cell and direction; those with more of any first. */
export function countsGrid(
  { counts }: RunComparison,
  { verbose }: { verbose: boolean },
): HeadedGrid {
  const places = groupBy(counts.changed, ({ cell, engine, op }) =>
    JSON.stringify([cell, engine, op]),
  )
  const all = [...places.values()].sort((a, b) => Number(b.some(isWorse)) - Number(a.some(isWorse)))
  const shown = verbose ? all : all.slice(0, COUNTS_IN_SHORT)
  return {
    heading: `Counts of one cycle that changed${moreWords(all.length - shown.length)}`,
    names: 4,
    columns: ['cell', 'engine', 'direction', 'counts'],
    rows: shown.map((changes) => {
      const [{ cell, engine, op }] = changes
      const words = countsWords(changes, verbose ? changes.length : COUNTS_EACH)
      return [cell, engine, OP_WORDS[op], words]
    }),
  }
}

function countsWords(changes: readonly CountChange[], most: number): string {
  const left = changes.length - most
  const words = changes
    .toSorted((a, b) => Number(isWorse(b)) - Number(isWorse(a)))
    .slice(0, most)
    .map(countWords)
  return [...words, ...(left > 0 ? [`${left} more`] : [])].join('; ')
}

/** Instructions that changed, what grew the most first. */
function instructionsGrid(
  { instructions }: RunComparison,
  { verbose }: { verbose: boolean },
): HeadedGrid {
  const all = instructions.changed
  const shown = verbose ? all : all.slice(0, COUNTS_IN_SHORT)
  return {
    heading: `Instructions a page that changed${moreWords(all.length - shown.length)}`,
    names: 4,
    columns: ['cell', 'engine', 'direction', 'old -> new'],
    rows: shown.map((change) => [
      change.cell,
      change.engine,
      OP_WORDS[change.op],
      instructionWords(change),
    ]),
  }
}
