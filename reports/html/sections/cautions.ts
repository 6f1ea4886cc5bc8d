/** Warnings and failures: they travel with the figures. */
import type { Analysis } from '../../../results/analysis/types.js'
import { capital } from '../../words/index.js'
import { html, type Markup } from '../markup.js'

/** Sections of the warnings and of the failures, each only where there are any. */
export function cautionSections({ warnings, rows }: Analysis): Markup {
  const failed = rows.flatMap(({ id, failure }) => (failure === undefined ? [] : [{ id, failure }]))
  return html`${
    warnings.length === 0
      ? undefined
      : html`
<section aria-labelledby="warnings">
<h2 id="warnings">Warnings</h2>
<ul class="cautions">${warnings.map(
          ({ message, remedy, about }) =>
            html`<li><p>${capital(message)}${about === undefined || message.includes(about) ? '' : ` (${about})`}.</p><p class="remedy">${remedy}</p></li>`,
        )}</ul>
</section>`
  }${
    failed.length === 0
      ? undefined
      : html`
<section aria-labelledby="failures">
<h2 id="failures">Rows that failed</h2>
<ul class="cautions">${failed.map(
          ({ id, failure }) =>
            html`<li><p><code>${id}</code> ${failure.kind} in <code>${failure.cell}</code>, ${failure.stage}:</p><pre>${failure.message}</pre></li>`,
        )}</ul>
</section>`
  }`
}
