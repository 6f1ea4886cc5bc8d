/** A history in Markdown. */
import { changesOf } from '../../results/history/index.js'
import { markdownList, markdownTable, markdownText } from '../text/index.js'
import { changeSentence } from './sentences.js'
import { figureText, libraryTables, type ShownHistory, shownTitle } from './table.js'
import { basisOf, changedTitle, failureLines, titleOf } from './terminal.js'

export function historyMarkdown({ history, shown }: ShownHistory): string {
  const columns = ['version', 'row', ...history.cells.map(({ id }) => id)]
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`## ${title}`, markdownList(items)]
  const changes = changesOf(history)
  const blocks = [
    ...list(changedTitle(history, changes), changes.map(changeSentence)),
    ...list('Without figures', failureLines(history)),
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
