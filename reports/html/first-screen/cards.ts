/** The answers as cards, the figure large and the sentences small, and the screen's table. */

import {
  figureWords,
  type Screen,
  type ScreenAnswer,
  type ScreenTable,
} from '../../answer/index.js'
import { holdFigures } from '../../text/index.js'
import { flatTable } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'

export function answerCards({ answers }: Pick<Screen, 'answers'>): Markup {
  return html`<div class="cards">${answers.map(card)}</div>`
}

/** A long text is cut on a narrow screen until its card is chosen, by touch or by keyboard. */
function card({ figure, open, question, text }: ScreenAnswer): Markup {
  return html`<section class="card${open ? ' unanswered' : ''}" tabindex="0" aria-label="${question}"><h2>${question}</h2><p class="large">${holdFigures(figure)}</p><p class="said">${holdFigures(text)}</p></section>`
}

export function answerTable({ columns, heading, rows }: ScreenTable): Markup {
  return flatTable({
    title: heading,
    columns: ['call shape', 'in history', ...columns.map(({ label }) => label)],
    words: [1],
    rows: rows.map(({ by, figures, history, shape }) => [
      by === undefined ? shape : `${shape}, ${by}`,
      history,
      ...figures.map((figure) => ({
        text: figureWords(figure),
        ...(figure.interval && { sort: figure.interval.estimate }),
      })),
    ]),
  })
}
