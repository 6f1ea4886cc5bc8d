/** Page-table formats side by side as lines of plain text. */

import type { Analysis } from '../../results/analysis/index.js'
import { type FormatTable, formatTables } from '../phrases/index.js'
import { type Look, printable, type TextCell, tableWidth, wrap } from '../text/index.js'
import { titledTable } from './group-lines.js'

interface FormatLines {
  title: string
  lines: string[]
}

/** A block for every tree that has several formats. */
export function formatLines(analysis: Analysis, look: Look): FormatLines[] {
  return formatTables(analysis).map((table) => ({
    title: table.title,
    lines: [
      ...tableLines(table, look),
      ...wrap(table.legend, look.width),
      ...table.counts.flatMap((line) => wrap(`- ${printable(line)}`, look.width, '  ')),
    ],
  }))
}

/** A cell's name once, above its formats; times and counts apart where they do not fit side by side. */
function tableLines({ grid, timeColumns }: FormatTable, look: Look): string[] {
  const { cells, columns, rows } = grid
  const all = columns.map((_, at) => at).slice(1)
  const parts = [
    all.filter((at) => at < timeColumns),
    all.filter((at) => at === 1 || at >= timeColumns),
  ]
  return [...new Set(cells)].flatMap((cell) => {
    const own = rows.filter((_, at) => cells[at] === cell)
    const table = (part: readonly number[]) => [
      part.map((at) => ({ text: at === 1 ? '' : (columns[at] ?? ''), paint: look.dim })),
      ...own.map((row) =>
        part.map(
          (at): TextCell => ({ text: `${at === 1 ? '  ' : ''}${printable(row[at] ?? '')}` }),
        ),
      ),
    ]
    const fits = tableWidth(table(all)) <= look.width
    return [
      ...wrap(printable(cell.title), look.width).map(look.bold),
      ...(fits ? [all] : parts).flatMap((part) => titledTable(table(part), look)),
    ]
  })
}
