/** Tiers against each other as lines of plain text. */

import type { Analysis } from '../../results/analysis/index.js'
import { type AcrossTable, acrossTables, withoutTwinWords } from '../phrases/index.js'
import { textTable, wrap } from '../text/index.js'

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
  const [head, ...lines] = textTable(
    [columns, ...rows].map((row) => row.slice(1).map((text) => ({ text }))),
  ).map((line) => `  ${line}`.trimEnd())
  let last: string | undefined
  return [
    head ?? '',
    ...rows.flatMap(([cell = ''], at) => {
      const name = cell === last ? [] : [cell]
      last = cell
      return [...name, lines[at] ?? '']
    }),
  ]
}
