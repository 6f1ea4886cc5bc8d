/** A table of names and figures in a width. */
import type { TextGrid } from '../phrases/index.js'
import { printable, textTable, wrap } from '../text/index.js'

/**
 * A table; where it is too wide, what its first column says stands above what it holds for, and if
 * that is not enough, the parts of a line stand under each other. Nothing where it has no rows.
 */
export function gridLines(
  { columns, names, rows }: TextGrid & { names: number },
  width: number,
): string[] {
  if (rows.length === 0) return []
  const whole = lineUp([columns, ...rows])
  if (fits(whole, width)) return whole
  const [, ...heads] = columns
  const inner = lineUp([heads, ...rows.map(([, ...rest]) => rest)])
  const [head = '', ...lines] = inner
  if (names > 1 && fits(inner, width - 2)) {
    return [
      `  ${head}`,
      ...rows.flatMap(([first = ''], at) => [
        ...(at > 0 && rows[at - 1]?.[0] === first ? [] : [printable(first)]),
        `  ${lines[at] ?? ''}`,
      ]),
    ]
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

function lineUp(rows: ReadonlyArray<readonly string[]>): string[] {
  return textTable(rows.map((row) => row.map((text) => ({ text: printable(text) }))))
}

function fits(lines: readonly string[], width: number): boolean {
  return lines.every((line) => line.trimEnd().length <= width)
}
