/** Tiers against each other as lines of plain text. */

import type { Analysis } from '../../results/analysis/index.js'
import { type AcrossTable, acrossTables, withoutTwinWords } from '../phrases/index.js'
import { wrap } from '../text/index.js'

/** What stands below each table. */
const LEGEND =
  'Above 1 is slower; ~ not resolved: whatever difference there is, this run cannot see it.'

interface AcrossLines {
  title: string
  lines: string[]
}

/** A block for every pair of tiers. */
export function acrossLines(analysis: Analysis, width: number): AcrossLines[] {
  const lone = withoutTwinWords(analysis)
  const tables = acrossTables(analysis)
  if (tables.length === 0 && lone !== undefined) {
    return [{ title: 'Tiers against each other', lines: wrap(lone, width) }]
  }
  return tables.map((table) => ({
    title: table.title,
    lines: [
      ...tableLines(table),
      ...wrap(LEGEND, width),
      ...(table.counts.length === 0
        ? ['Counts are the same.']
        : [
            'What differs of counts, of one cycle, and of instructions:',
            ...table.counts.flatMap((line) => wrap(`- ${line}`, width, '  ')),
          ]),
      ...wrap(lone ?? '', width),
    ],
  }))
}

/** A cell's name once, above its shapes. */
function tableLines({ columns, rows }: AcrossTable): string[] {
  const heads = columns.slice(1)
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => (row[at + 1] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd()
  let last: string | undefined
  return [
    line(heads),
    ...rows.flatMap(([cell = '', ...own]) => {
      const head = cell === last ? [] : [cell]
      last = cell
      return [...head, line(own)]
    }),
  ]
}
