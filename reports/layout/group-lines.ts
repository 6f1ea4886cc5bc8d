/** The figures of a group of cells as lines of text: a table for each cell, and what is left. */

import {
  type Analysis,
  type CellAnalysis,
  type Figure,
  type FigureOp,
  type Judged,
  PUNT_SHAPES,
  type PuntShape,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import {
  type CellGroup,
  cellLines,
  formatNs,
  instructionsCell,
  judgedIn,
  judgedWords,
  keyShapes,
  NOISE_FLOOR,
  OP_WORDS,
  rollbacks,
  rowLabel,
  TOUCHED,
  timedShapes,
  touchedWords,
  touchesOf,
} from '../phrases/index.js'
import { type Look, printable, type TextCell, tableWidth, textTable, wrap } from '../text/index.js'

/** All lines of a group, no wider than the look allows. */
export function groupLines(analysis: Analysis, group: CellGroup, look: Look): string[] {
  return [
    ...tableLines(analysis, group, look),
    ...PUNT_SHAPES.flatMap((punt) => leftLines(analysis, group, punt, look)),
    ...rollbackLines(analysis, group, look),
  ]
}

function tableLines(analysis: Analysis, group: CellGroup, look: Look): string[] {
  const lines = group.cells.map((cell) => cellLines(analysis, group, cell))
  const isKnown = group.cells.some((cell) =>
    timedShapes(group).some((row) => instructionsCell(cell, row) !== ''),
  )
  // The column of instructions stands where there is room for it.
  const tables = isKnown ? [tableWith(true), tableWith(false)] : [tableWith(false)]
  const table = tables.find((one) => fitted(linesOf(one), look).length > 0) ?? tableWith(false)
  return layOut(table, group.ops, look, (cell) => touchedWords(analysis, cell))

  function tableWith(instructions: boolean): Array<CellAnalysis | TextCell[]> {
    const heads = [
      '',
      ...group.ops.map((op) => OP_WORDS[op]),
      ...(instructions ? ['instr/page'] : []),
    ]
    return [
      heads.map((text) => ({ text, paint: look.dim })),
      ...group.cells.flatMap((cell, at) => [
        cell,
        ...lines[at].map(({ name, row, texts }) => [
          { text: `  ${printable(name)}` },
          ...group.ops.map((op, nth) =>
            row?.role === 'shape'
              ? figureCell(texts[nth], cell.figures[row.id]?.[op], look)
              : { text: texts[nth], ...(name === NOISE_FLOOR && { paint: look.dim }) },
          ),
          ...(instructions ? [{ text: row === undefined ? '' : instructionsCell(cell, row) }] : []),
        ]),
      ]),
    ]
  }
}

/** A figure's text as a terminal has it. */
function figureCell(text: string, figure: Figure | undefined, look: Look): TextCell {
  if (figure?.verdict === 'untimed') return { text }
  // Among ratios a time tells itself apart by its unit.
  if (figure?.estimate === undefined)
    return { text: text.replace(', no ratio', ''), paint: look.dim }
  const tight = tightMarks(text).replace(' x', '')
  if (figure.verdict === 'missing' || figure.verdict === 'not-resolved') {
    return { text: tight, paint: look.dim }
  }
  return { text: tight, paint: figure.side === 'below' ? look.alarm : look.bold }
}

/** `~1.01` for `~ 1.01`. */
function tightMarks(text: string): string {
  return text.replace('~ ', '~')
}

/** A table as wide as the look allows, under the titles of its cells: as it is, or a figure a line. */
function layOut(
  rows: ReadonlyArray<CellAnalysis | TextCell[]>,
  ops: readonly FigureOp[],
  look: Look,
  touched: (cell: CellAnalysis) => string,
): string[] {
  const drawn = fitted(linesOf(rows), look)
  let at = 0
  return rows.flatMap((row) => {
    if (!Array.isArray(row)) {
      const marks = wrap(printable(touched(row)), look.width - 2).map((line) => `  ${line}`)
      return [
        ...wrap(printable(row.title), look.width).map(look.bold),
        ...marks.map((line) => look.warn(line)),
      ]
    }
    const line = drawn[at++]
    if (line !== undefined) return [line]
    return at === 1 ? [] : stacked(row, ops, look)
  })
}

/** The lines of a table, without the titles of its cells. */
function linesOf(rows: ReadonlyArray<CellAnalysis | TextCell[]>): TextCell[][] {
  return rows.filter((row) => Array.isArray(row))
}

/**
 * A table as it is; with intervals drawn together; with the intervals left out that only say that
 * same calls take the same time. No lines where it does not fit even then.
 */
function fitted(table: ReadonlyArray<readonly TextCell[]>, { width }: Look): string[] {
  const shorter = (from: ReadonlyArray<readonly TextCell[]>, what: RegExp, by: string) =>
    from.map((row) => row.map((cell) => ({ ...cell, text: cell.text.replace(what, by) })))
  const tight = shorter(table, /(?<=\[[\d.]+), (?=[\d.]+\])/, ',')
  const tighter = shorter(tight, /(?<=^~[\d.]+) \[[\d.,]+\](?= ==?$)/, '')
  const fits = [table, tight, tighter].find((one) => tableWidth(one) <= width)
  return fits === undefined ? [] : textTable(fits)
}

/** For lines too narrow for the table: every figure under its name. */
function stacked(
  [name, ...figures]: readonly TextCell[],
  ops: readonly FigureOp[],
  { width }: Look,
): string[] {
  return [
    ...wrap(name?.text.trim() ?? '', width - 2).map((line) => `  ${line}`),
    ...figures
      .map(({ text }, at) => ({ text, op: OP_WORDS[ops[at] ?? 'sum'] }))
      .filter(({ text }) => text !== '')
      .flatMap(({ text, op }) =>
        wrap(`${op}: ${text}`, width - 4, '  ').map((line) => `    ${line}`),
      ),
  ]
}

/**
 * Time over that of a punting shape, on the direction that "half the job" is judged on, for the
 * shapes that the questions are about: all would not fit side by side.
 */
function leftLines(analysis: Analysis, group: CellGroup, punt: PuntShape, look: Look): string[] {
  const op = judgedIn(group)
  const leftOf = (cell: CellAnalysis, row: RowAnalysis) => cell.figures[row.id]?.[op]?.left[punt]
  const rows = keyShapes(analysis, group).filter((row) =>
    group.cells.some((cell) => leftOf(cell, row) !== undefined),
  )
  const cells = group.cells.filter((cell) => rows.some((row) => leftOf(cell, row) !== undefined))
  if (rows.length === 0) return []
  const table: TextCell[][] = [
    ['', ...rows.map((row) => printable(rowLabel(row, analysis.rows)))].map((text) => ({
      text,
      paint: look.dim,
    })),
    ...cells.map((cell) => [
      { text: `  ${printable(group.labels.get(cell.id) ?? cell.id)}${mark(analysis, cell)}` },
      ...rows.map((row) => ({ text: ratioText(leftOf(cell, row)) })),
    ]),
  ]
  const title = `Left on the table, ${OP_WORDS[op]} (time over ${punt}'s)`
  return [...wrap(title, look.width).map(look.bold), ...titledTable(table, look)]
}

/** `1.07 [1.04, 1.10]`, between its marks. */
function ratioText(judged: Judged | undefined): string {
  return tightMarks(judgedWords(judged)).replace(' x', '')
}

/** ` !` beside the label of a cell that a warning touches. */
function mark(analysis: Analysis, cell: CellAnalysis): string {
  return touchesOf(analysis, cell).length > 0 ? ` ${TOUCHED}` : ''
}

/** Caller's rollback against layered, where both were timed. */
function rollbackLines(analysis: Analysis, group: CellGroup, look: Look): string[] {
  const all = rollbacks(group)
  const [first] = all
  if (first === undefined) return []
  const table = [
    ['', first.caller.shape, first.layered.shape, 'ratio'].map((text) => ({
      text: printable(text),
      paint: look.dim,
    })),
    ...all.map(({ cell, callerNs, layeredNs, ratio }) => [
      { text: `  ${printable(group.labels.get(cell.id) ?? cell.id)}${mark(analysis, cell)}` },
      { text: formatNs(callerNs) },
      { text: formatNs(layeredNs) },
      { text: ratioText(ratio) },
    ]),
  ]
  return [
    ...wrap('Rollback by the caller over layered (time over time)', look.width).map(look.bold),
    ...titledTable(table, look),
  ]
}

/** A table under its head, or too wide for that, a line for each row with the head's words. */
export function titledTable(table: ReadonlyArray<readonly TextCell[]>, look: Look): string[] {
  const drawn = fitted(table, look)
  if (drawn.length > 0) return drawn
  const [head = [], ...rows] = table
  return rows.flatMap(([name, ...figures]) => {
    const parts = figures.flatMap(({ text }, at) =>
      text === '' ? [] : [`${head[at + 1]?.text ?? ''} ${text}`],
    )
    return wrap(`${name?.text.trim()}: ${parts.join('; ')}`, look.width - 2, '  ').map(
      (line) => `  ${line}`,
    )
  })
}
