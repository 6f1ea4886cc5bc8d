/** The three answers as cards: the figure large, the sentences small. */

import type { Screen, ScreenAnswer } from '../../answer/index.js'
import { holdFigures } from '../../text/index.js'
import { html, type Markup } from '../parts/markup.js'

export function answerCards({ answers }: Pick<Screen, 'answers'>): Markup {
  return html`<div class="cards">${answers.map(card)}</div>`
}

/** A long text is cut on a narrow screen until its card is chosen, by touch or by keyboard. */
function card({ figure, open, question, text }: ScreenAnswer): Markup {
  return html`<section class="card${open ? ' unanswered' : ''}" tabindex="0" aria-label="${question}"><h2>${question}</h2><p class="large">${holdFigures(figure)}</p><p class="said">${holdFigures(text)}</p></section>`
}
