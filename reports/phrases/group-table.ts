/** The figures of a group of cells as one table of text, for formats that lay tables out. */

import {
  type Analysis,
  bandFor,
  type CellAnalysis,
  type FigureOp,
  PUNT_SHAPES,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { listWords } from '../text/index.js'
import { judgedWords, MARKS, speedupWords } from './figures.js'
import { formatEffect, formatNs } from './format.js'
import { type CellGroup, isTimedIn, rowLabel } from './groups.js'
import { formatInstructions } from './instructions.js'
import { judgedIn } from './key-shapes.js'
import { OP_WORDS } from './terms.js'

/** Rows of text under the names of their columns. */
export interface TextGrid {
  columns: string[]
  rows: string[][]
}

/** A table with its heading; the first `names` columns are words, and figures follow. */
export interface HeadedGrid extends TextGrid {
  heading: string
  names: number
}

/** The figures of a group; `cells` holds the cell of every row. */
export interface GroupGrid extends TextGrid {
  cells: CellAnalysis[]
}

/** What the noise floor's line is called. */
export const NOISE_FLOOR = 'noise floor'

/** A line of a cell in the table of its group. */
export interface CellLine {
  name: string
  /** Absent for the noise floor. */
  row?: RowAnalysis | undefined
  /** By direction of the group; blank where the cell does not have it. */
  texts: string[]
}

/** A line for the baseline, if it is there, with its times, for the noise floor and for every call shape that was timed. */
export function cellLines(analysis: Analysis, group: CellGroup, cell: CellAnalysis): CellLine[] {
  const { baseline, ops, shapes } = group
  const texts = (of: (op: FigureOp) => string | undefined) =>
    ops.map((op) => (cell.ops.includes(op) ? (of(op) ?? MARKS.missing) : ''))
  const paced = baseline && {
    name: baseline.shape,
    row: baseline,
    texts: texts((op) => {
      const ns = cell.figures[baseline.id]?.[op]?.nsPerOperation
      return ns === undefined ? undefined : formatNs(ns)
    }),
  }
  return [
    ...(paced === undefined ? [] : [paced]),
    {
      name: NOISE_FLOOR,
      texts: texts((op) => {
        const band = bandFor(cell, group.format, op)
        return band === undefined ? undefined : formatEffect(band)
      }),
    },
    ...shapes
      .filter((row) => isTimedIn(cell, row))
      .map((row) => ({
        name: rowLabel(row, analysis.rows),
        row,
        texts: texts((op) => speedupWords(cell.figures[row.id]?.[op])),
      })),
  ]
}

/**
 * The lines of a group's cells; the first two columns name cell and row. The last tells instructions a
 * page, of the direction that a cell is judged on. Columns that hold nothing are left out.
 */
export function groupTable(analysis: Analysis, group: CellGroup): GroupGrid {
  const { ops } = group
  const columns = [
    'cell',
    'call shape',
    ...ops.map((op) => OP_WORDS[op]),
    ...PUNT_SHAPES.map((punt) => `time over ${punt}'s`),
    'instr/page',
  ]
  const lines = group.cells.flatMap((cell) =>
    cellLines(analysis, group, cell).map((line) => ({ ...line, cell })),
  )
  const rows = lines.map(({ cell, name, row, texts }) => [
    cell.title,
    name,
    ...texts,
    ...PUNT_SHAPES.map((punt) => {
      const figure = row?.role === 'shape' && cell.figures[row.id]?.[judgedIn(cell)]
      return figure ? judgedWords(figure.left[punt]) : ''
    }),
    row === undefined ? '' : instructionsCell(cell, row),
  ])
  const kept = columns.map((_, at) => at < 2 || rows.some((row) => row[at] !== ''))
  const keep = (row: readonly string[]) => row.filter((_, at) => kept[at])
  return { columns: keep(columns), rows: rows.map(keep), cells: lines.map(({ cell }) => cell) }
}

/** Instructions a page in the direction that a cell is judged on; blank where they are not known. */
export function instructionsCell(cell: CellAnalysis, { id }: RowAnalysis): string {
  const instructions = cell.figures[id]?.[judgedIn(cell)]?.instructions
  return instructions === undefined ? '' : formatInstructions(instructions.perPage)
}

/** Which directions `time over ...` columns are judged on, in words. */
export function leftDirection({ cells }: CellGroup): string {
  return listWords([...new Set(cells.map((cell) => OP_WORDS[judgedIn(cell)]))])
}
