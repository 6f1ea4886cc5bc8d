/** The screen's table as a table of the page. */
import type { ScreenTable } from '../../answer/index.js'
import { flatTable } from '../parts/flat-table.js'
import type { Markup } from '../parts/markup.js'

export function answerTable({ columns, heading, rows }: ScreenTable): Markup {
  return flatTable({
    title: heading,
    columns: ['call shape', 'in history', ...columns.map(({ label }) => label)],
    words: [1],
    rows: rows.map(({ by, figures, history, shape }) => [
      by === undefined ? shape : `${shape}, ${by}`,
      history,
      ...figures.map(({ interval, plusMinus, text }) => ({
        text: plusMinus === undefined ? text : `${text} ${plusMinus}`,
        ...(interval && { sort: interval.estimate }),
      })),
    ]),
  })
}
