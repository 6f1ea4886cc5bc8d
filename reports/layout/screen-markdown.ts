/** Lists and tables in Markdown. */

import { rowWords, type ScreenTable, shapesWords } from '../answer/index.js'
import { capital, markdownTable, markdownText } from '../text/index.js'

/** The screen's table: what it is, its figures, and what they mean. */
export function tableBlocks(table: ScreenTable): string[] {
  const rows = table.rows.map((row) => [
    rowWords(row),
    ...row.figures.map(({ plusMinus, text }) => [text, plusMinus].filter(Boolean).join(' ')),
  ])
  return [
    `${markdownText(table.heading)}, ${markdownText(table.basis)}.`,
    markdownTable(['call shape', ...table.columns.map(({ label }) => label)], rows, 1),
    markdownText(`${capital(table.legend)}. ${shapesWords(table)}.`),
  ]
}
