/** The answers, at the head of the page. */
import type { Analysis } from '../../../results/analysis/types.js'
import { type Answer, answers, holdFigures } from '../../words/index.js'
import { escapeHtml, html, Markup } from '../markup.js'
import { cautionLine } from './cautions.js'

/** The mail's three questions stand out; what more there is to say stands below. */
export function answerContent(analysis: Analysis): Markup {
  const all = answers(analysis)
  return html`
<div class="answers">${all.filter(({ about }) => about === 'question').map(one)}</div>
<div class="further">${all.filter(({ about }) => about !== 'question').map(one)}</div>
${cautionLine(analysis)}`
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
