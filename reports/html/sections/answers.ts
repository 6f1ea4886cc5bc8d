/** The answers, at the head of the page. */
import type { Analysis } from '../../../results/analysis/types.js'
import { type Answer, answers, holdFigures } from '../../words/index.js'
import { escapeHtml, html, Markup } from '../markup.js'

/** The mail's three questions stand out; what more there is to say stands below. */
const QUESTIONS = 3

/** The section of the three answers, and that of the others. */
export function answerSection(analysis: Analysis): Markup {
  const all = answers(analysis)
  return html`
<section class="answers" aria-label="Answers">${all.slice(0, QUESTIONS).map(one)}</section>
<section class="further" aria-label="Further answers">${all.slice(QUESTIONS).map(one)}</section>`
}

function one({ question, text }: Answer): Markup {
  return html`<div><h3>${question}</h3> <p>${figuresIn(text)}</p></div>`
}

/** Sets figures apart from the sentence around them, and keeps each on one line. */
function figuresIn(text: string): Markup {
  const escaped = escapeHtml(holdFigures(text))
  return new Markup(
    escaped.replace(
      /(\d+(?:\.\d+)?\u00a0x)(\u00a0\[[\d.]+,\u00a0[\d.]+\])?/g,
      (_, ratio: string, bounds: string | undefined) =>
        `<span class="figure"><b>${ratio}</b>${bounds === undefined ? '' : `<i>${bounds}</i>`}</span>`,
    ),
  )
}
