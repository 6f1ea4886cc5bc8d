/** A table of names and figures in a width. */
import type { TextGrid } from '../phrases/index.js'
import { printable, type TextCell, tableWidth, textTable, wrap } from '../text/index.js'

/**
 * A table; where it is too wide, what its first column says stands above what it holds for, and if
 * that is not enough, the parts of a line stand under each other. Nothing where it has no rows.
 */
export function gridLines(
  { columns, names, rows }: TextGrid & { names: number },
  width: number,
): string[] {
  if (rows.length === 0) return []
  const whole = [columns, ...rows].map(cellsOf)
  if (tableWidth(whole) <= width) return textTable(whole)
  if (names > 1 && tableWidth(whole.map((row) => row.slice(1))) <= width - 2) {
    return underFirst({ columns, rows })
  }
  return rows.flatMap((row) => {
    const named = row.slice(0, names).join(', ')
    const parts = row.slice(names).map((text, at) => ({ text, name: columns[names + at] }))
    return [
      ...wrap(printable(named), width),
      ...parts
        .filter(({ text }) => text !== '')
        .flatMap(({ text, name }) => wrap(printable(`${name}: ${text}`), width - 2, '  '))
        .map((line) => `  ${line}`),
    ]
  })
}

/** A table whose first column's words stand above the lines that they hold for. */
export function underFirst({ columns, rows }: TextGrid): string[] {
  const [head, ...lines] = textTable([columns, ...rows].map((row) => cellsOf(row.slice(1))))
  return [
    `  ${head}`,
    ...rows.flatMap(([first], at) => [
      ...(at > 0 && rows[at - 1][0] === first ? [] : [printable(first)]),
      `  ${lines[at]}`,
    ]),
  ]
}

function cellsOf(texts: readonly string[]): TextCell[] {
  return texts.map((text) => ({ text: printable(text) }))
}
