/** Blocks of a Markdown text, each of which is left out where it would be empty. */
import type { HeadedGrid } from '../phrases/index.js'
import { markdownList, markdownTable, markdownText } from '../text/index.js'

export function listBlocks(items: readonly string[]): string[] {
  return items.length === 0 ? [] : [markdownList(items)]
}

export function sectionBlocks(title: string, blocks: readonly string[]): string[] {
  return blocks.length === 0 ? [] : [`## ${markdownText(title)}`, ...blocks]
}

export function gridBlocks({ columns, heading, names, rows }: HeadedGrid): string[] {
  return rows.length === 0 ? [] : sectionBlocks(heading, [markdownTable(columns, rows, names)])
}
