/** Blocks of a Markdown text, each of which is left out where it would be empty. */
import { figureWords, rowWords, type ScreenTable, shapesWords } from '../answer/index.js'
import type { HeadedGrid } from '../phrases/index.js'
import { capital, markdownList, markdownTable, markdownText } from '../text/index.js'

export function listBlocks(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [markdownList(items)]
}

export function sectionBlocks(title: string, blocks: readonly string[]): string[] {
  return blocks.length === 0 ? [] : [`## ${markdownText(title)}`, ...blocks]
}

export function gridBlocks({ columns, heading, names, rows }: HeadedGrid): string[] {
  return rows.length === 0 ? [] : sectionBlocks(heading, [markdownTable(columns, rows, names)])
}

/** The screen's table: what it is, its figures, and what they mean. */
export function tableBlocks(table: ScreenTable): string[] {
  const rows = table.rows.map((row) => [rowWords(row), ...row.figures.map(figureWords)])
  return [
    `${markdownText(table.heading)}, ${markdownText(table.basis)}.`,
    markdownTable(['call shape', ...table.columns.map(({ label }) => label)], rows, 1),
    markdownText(`${capital(table.legend)}. ${shapesWords(table)}.`),
  ]
}
