/** A history in Markdown. */
import { changesOf } from '../../results/history/index.js'
import { listBlocks, sectionBlocks } from '../layout/markdown-blocks.js'
import { markdownTable, markdownText } from '../text/index.js'
import { changeSentence } from './sentences.js'
import { figureText, libraryTables, type ShownHistory, shownTitle } from './table.js'
import { basisOf, changedTitle, failureLines, titleOf } from './terminal.js'

export function historyMarkdown({ history, shown }: ShownHistory): string {
  const columns = ['version', 'row', ...history.cells.map(({ id }) => id)]
  const changes = changesOf(history)
  const blocks = [
    ...sectionBlocks(changedTitle(history, changes), listBlocks(changes.map(changeSentence))),
    ...sectionBlocks('Without figures', listBlocks(failureLines(history))),
    ...libraryTables(history, shown).flatMap((table) => [
      `## ${markdownText(titleOf(table, shownTitle(shown)))}`,
      markdownTable(
        columns,
        table.lines.map(({ figures, row, versions }) => [
          versions,
          row,
          ...figures.map(figureText),
        ]),
        2,
      ),
    ]),
    markdownText(basisOf({ history, shown })),
  ]
  return `${blocks.join('\n\n')}\n`
}
