/** Warnings and failures: they travel with the figures. */

import type { Analysis, Warning } from '../../../results/analysis/index.js'
import { warningWords } from '../../phrases/index.js'
import { capital } from '../../text/index.js'
import { html, type Markup } from '../parts/markup.js'

/** All warnings; nothing where there are none. */
export function warningsContent(analysis: Analysis): Markup | undefined {
  const { warnings } = analysis
  if (warnings.length === 0) return undefined
  return html`
<ul class="cautions">${warnings.map(
    (warning) =>
      html`<li><p>${listed(analysis, warning)}.</p><p class="remedy">${warning.remedy}</p></li>`,
  )}</ul>`
}

function listed(analysis: Analysis, warning: Warning): string {
  const { about, message } = warning
  const whom = about === undefined || message.includes(about) ? '' : ` (${about})`
  return `${capital(warningWords(analysis, warning))}${whom}`
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
