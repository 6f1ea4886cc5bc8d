/** The tables of a comparison as text, for formats that lay tables out. */
import { KEY_NAMES, type Key } from '../../results/compare/keys.js'
import type {
  ComparedMean,
  Comparison,
  ComparisonTable,
  RunComparison,
  TableFigure,
} from '../../results/compare/types.js'
import {
  FIGURE_OPS,
  formatNs,
  MODE_WORDS,
  OP_WORDS,
  plural,
  type TextGrid,
} from '../words/index.js'
import {
  changeWords,
  countGroups,
  countWords,
  instructionWords,
  keyWords,
  sectionWords,
} from './words.js'

/** A table with its heading; the first `names` columns are words, and figures follow. */
export interface CompareGrid extends TextGrid {
  heading: string
  names: number
}

/** Keys that a heading tells although all tables agree in them. */
const ALWAYS_TOLD: readonly Key[] = ['workload', 'layout', 'op']

/** All tables, each figure on the basis that its run's verdicts rest on. */
export function compareGrids({ against, tables }: Comparison): CompareGrid[] {
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
): CompareGrid {
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

/** Figures that are slower or faster, the largest change first, with their times. */
export function changedGrid({ figures, basis }: RunComparison): CompareGrid {
  const size = (estimate: number | undefined) => Math.abs(Math.log(estimate ?? 1))
  const changed = figures
    .filter(({ verdict }) => verdict === 'slower' || verdict === 'faster')
    .sort((a, b) => size(b.changes[basis]?.estimate) - size(a.changes[basis]?.estimate))
  return {
    heading: 'What changed',
    names: 4,
    columns: ['cell', 'row', 'direction', 'verdict', 'new / old', 'old', 'new'],
    rows: changed.map((figure) => [
      figure.cell,
      figure.row,
      keyWords('op', figure.op),
      figure.verdict,
      changeWords(figure, basis, figure.counts === 'changed'),
      formatNs(figure.nsPerOperation.old),
      formatNs(figure.nsPerOperation.new),
    ]),
  }
}

/** Means, a line for a row in a layout and mode, a column for each direction. */
export function meansGrid({ basis, means: all }: RunComparison): CompareGrid {
  const means = all.filter(({ verdict }) => verdict !== 'not-judged')
  const ops = FIGURE_OPS.filter((op) => means.some((mean) => mean.op === op))
  const lines = new Map<string, ComparedMean[]>()
  for (const mean of means) {
    const key = JSON.stringify([mean.layout, mean.mode, mean.row])
    lines.set(key, [...(lines.get(key) ?? []), mean])
  }
  return {
    heading: 'Geometric means',
    names: 2,
    columns: ['layout', 'row', ...ops.map((op) => OP_WORDS[op])],
    rows: [...lines.values()].flatMap((line) => {
      const [first] = line
      if (first === undefined) return []
      const { layout, mode, row, cells } = first
      return [
        [
          `${layout} (${MODE_WORDS[mode]}; ${plural(cells.length, 'cell')})`,
          row,
          ...ops.map((op) => {
            const mean = line.find((other) => other.op === op)
            return mean === undefined ? '' : changeWords(mean, basis)
          }),
        ],
      ]
    }),
  }
}

/** Counts that changed, a line for an engine in a cell and direction. */
export function countsGrid(run: RunComparison): CompareGrid {
  return {
    heading: 'Counts that changed',
    names: 4,
    columns: ['cell', 'engine', 'direction', 'counts'],
    rows: countGroups(run).map(({ cell, engine, op, changes }) => [
      cell,
      engine,
      op,
      changes.map(countWords).join('; '),
    ]),
  }
}

/** Instructions that changed, what grew the most last: there the reader's eye rests. */
export function instructionsGrid({ instructions }: RunComparison): CompareGrid {
  return {
    heading: 'Instructions a page that changed',
    names: 4,
    columns: ['cell', 'engine', 'direction', 'old -> new'],
    rows: instructions.changed
      .toReversed()
      .map((change) => [
        change.cell,
        change.engine,
        keyWords('op', change.op),
        instructionWords(change),
      ]),
  }
}
