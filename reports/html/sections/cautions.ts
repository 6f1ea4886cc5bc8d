/** Warnings and failures: they travel with the figures. */
import type { Analysis } from '../../../results/analysis/types.js'
import { capital, plural } from '../../words/index.js'
import { html, type Markup } from '../markup.js'

/** All warnings; nothing where there are none. */
export function warningsContent({ warnings }: Analysis): Markup | undefined {
  if (warnings.length === 0) return undefined
  return html`
<ul class="cautions">${warnings.map(
    ({ message, remedy, about }) =>
      html`<li><p>${capital(message)}${about === undefined || message.includes(about) ? '' : ` (${about})`}.</p><p class="remedy">${remedy}</p></li>`,
  )}</ul>`
}

/** The rows that failed, and how; nothing where none did. */
export function failuresContent({ rows }: Analysis): Markup | undefined {
  const failed = rows.flatMap(({ id, failure }) => (failure === undefined ? [] : [{ id, failure }]))
  if (failed.length === 0) return undefined
  return html`
<ul class="cautions">${failed.map(
    ({ id, failure }) =>
      html`<li><p><code>${id}</code> ${failure.kind} in <code>${failure.cell}</code>, ${failure.stage}:</p><pre>${failure.message}</pre></li>`,
  )}</ul>`
}

/** One line beside the answer that leads to them. */
export function cautionLine({ warnings, rows }: Analysis): Markup | undefined {
  const failed = rows.filter(({ failure }) => failure !== undefined).length
  if (warnings.length + failed === 0) return undefined
  return html`<p class="mind">These figures come with ${
    warnings.length === 0
      ? undefined
      : html`<a href="#warnings">${plural(warnings.length, 'warning')}</a>`
  }${warnings.length > 0 && failed > 0 ? ' and ' : ''}${
    failed === 0 ? undefined : html`<a href="#failures">${plural(failed, 'row')} that failed</a>`
  }.</p>`
}
