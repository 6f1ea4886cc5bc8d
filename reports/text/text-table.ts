/** Tables of plain text, whose columns line up. */

/** A cell that may be coloured after its width is known. */
export interface TextCell {
  text: string
  paint?: (text: string) => string
  /** Stands on the right of its column. */
  isRight?: boolean
}

/** Blanks between columns. */
const GAP = 2

/** The width that columns would take. */
export function tableWidth(rows: ReadonlyArray<readonly TextCell[]>): number {
  const widths = columnWidths(rows)
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1)
}

/** Lines up columns; the last cell of a line is not padded. */
export function textTable(lines: ReadonlyArray<ReadonlyArray<TextCell | string>>): string[] {
  const rows = lines.map((line) =>
    line.map((cell): TextCell => (typeof cell === 'string' ? { text: cell } : cell)),
  )
  const widths = columnWidths(rows)
  return rows.map((row) =>
    row
      .map(({ text, paint = (plain) => plain, isRight }, at) => {
        const shown = isRight ? text.padStart(widths[at]) : text
        const padding = at === row.length - 1 ? 0 : widths[at] - shown.length + GAP
        return paint(shown) + ' '.repeat(padding)
      })
      .join(''),
  )
}

function columnWidths(rows: ReadonlyArray<readonly TextCell[]>): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => row[at]?.text.length ?? 0)),
  )
}
