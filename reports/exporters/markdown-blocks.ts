/** Lists and tables in Markdown. */
import { type ScreenTable, shapesWords } from '../answer/index.js'
import { capital } from '../words/index.js'
import { plain } from './markdown-text.js'

/** The screen's table: what it is, its figures, and what they mean. */
export function tableBlocks(table: ScreenTable): string[] {
  const rows = table.rows.map(({ by, figures, history, shape }) => {
    const beside = [history, by].filter((part) => part).join(', ')
    return [
      beside === '' ? shape : `${shape} (${beside})`,
      ...figures.map(({ plusMinus, text }) => [text, plusMinus].filter(Boolean).join(' ')),
    ]
  })
  return [
    `${plain(table.heading)}, ${plain(table.basis)}.`,
    grid(['call shape', ...table.columns.map(({ label }) => label)], rows, 1),
    plain(`${capital(table.legend)}. ${shapesWords(table)}.`),
  ]
}

/** Items, those below another indented by two spaces as the screen has them. */
export function list(items: readonly string[]): string {
  return items
    .map((item) => (item.startsWith('  ') ? `  - ${plain(item.trim())}` : `- ${plain(item)}`))
    .join('\n')
}

/** A table whose figures, which begin with column `from`, stand on the right. */
export function grid(
  columns: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  from: number,
): string {
  const line = (texts: readonly string[]) =>
    `| ${columns.map((_, at) => plain(texts[at] ?? '')).join(' | ')} |`
  return [
    line(columns),
    `|${columns.map((_, at) => (at < from ? '---|' : '---:|')).join('')}`,
    ...rows.map(line),
  ].join('\n')
}
