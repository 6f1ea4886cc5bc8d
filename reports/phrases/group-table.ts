/** The figures of a group of cells as one table of text, for formats that lay tables out. */

import {
  type Analysis,
  type CellAnalysis,
  PUNT_SHAPES,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { listWords } from '../text/index.js'
import { judgedWords, MARKS, speedupWords } from './figures.js'
import { formatEffect, formatNs } from './format.js'
import { bandIn, type CellGroup, figureOf, isTimedIn, rowLabel } from './groups.js'
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

/**
 * A row for the baseline, with its times, for the noise floor and for every call shape that was
 * timed, cell by cell; the first two columns name cell and row. The last tells instructions a page, of
 * the direction that a cell is judged on. Columns that hold nothing are left out.
 */
export function groupTable(analysis: Analysis, group: CellGroup): GroupGrid {
  const { baseline, ops, shapes } = group
  const columns = [
    'cell',
    'call shape',
    ...ops.map((op) => OP_WORDS[op]),
    ...PUNT_SHAPES.map((punt) => `time over ${punt}'s`),
    'instr/page',
  ]
  const cells: CellAnalysis[] = []
  const rows = group.cells.flatMap((cell) => {
    const line = (
      name: string,
      figures: readonly string[],
      { left = [], row }: { left?: readonly string[]; row?: RowAnalysis } = {},
    ) => [
      cell.title,
      name,
      ...figures,
      ...left,
      ...Array.from({ length: PUNT_SHAPES.length - left.length }, () => ''),
      row === undefined ? '' : instructionsCell(cell, row),
    ]
    const lines = [
      ...(baseline === undefined
        ? []
        : [
            line(
              baseline.shape,
              ops.map((op) => {
                const ns = figureOf(cell, baseline.id, op)?.nsPerOperation
                return blankOr(cell, op, ns === undefined ? MARKS.missing : formatNs(ns))
              }),
              { row: baseline },
            ),
          ]),
      line(
        'noise floor',
        ops.map((op) => {
          const band = bandIn(group, cell, op)
          return blankOr(cell, op, band === undefined ? MARKS.missing : formatEffect(band))
        }),
      ),
      ...shapes
        .filter((row) => isTimedIn(cell, row))
        .map((row) =>
          line(
            rowLabel(row, analysis.rows),
            ops.map((op) => blankOr(cell, op, speedupWords(figureOf(cell, row.id, op)))),
            {
              left: PUNT_SHAPES.map((punt) =>
                judgedWords(figureOf(cell, row.id, judgedIn(cell))?.left[punt]),
              ),
              row,
            },
          ),
        ),
    ]
    cells.push(...lines.map(() => cell))
    return lines
  })
  return { ...withoutEmpty({ columns, rows }), cells }
}

/** Instructions a page in the direction that a cell is judged on; blank where they are not known. */
export function instructionsCell(cell: CellAnalysis, { id }: RowAnalysis): string {
  const instructions = figureOf(cell, id, judgedIn(cell))?.instructions
  return instructions === undefined ? '' : formatInstructions(instructions.perPage)
}

/** A direction that a cell does not have is blank, and no missing figure. */
function blankOr({ ops }: CellAnalysis, op: CellAnalysis['ops'][number], text: string): string {
  return ops.includes(op) ? text : ''
}

function withoutEmpty({ columns, rows }: TextGrid): TextGrid {
  const kept = columns.map((_, at) => at < 2 || rows.some((row) => row[at] !== ''))
  const keep = (row: readonly string[]) => row.filter((_, at) => kept[at])
  return { columns: keep(columns), rows: rows.map(keep) }
}

/** Which directions `time over ...` columns are judged on, in words. */
export function leftDirection({ cells }: CellGroup): string {
  return listWords([...new Set(cells.map((cell) => OP_WORDS[judgedIn(cell)]))])
}
