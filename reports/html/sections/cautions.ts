/** Warnings, failures and what was not timed: they travel with the figures. */

import { untimedEngines, warningWords } from '../../phrases/index.js'
import { capital } from '../../text/index.js'
import { flatTable } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'
import type { Shown } from './shown.js'

/** All warnings; nothing where there are none. */
export function warningsContent({ analysis }: Shown): Markup | undefined {
  const { warnings } = analysis
  if (warnings.length === 0) return undefined
  return html`
<ul class="cautions">${warnings.map((warning) => {
    const { about, message, remedy } = warning
    const whom = about === undefined || message.includes(about) ? '' : ` (${about})`
    return html`<li><p>${capital(warningWords(analysis, warning))}${whom}.</p><p class="remedy">${remedy}</p></li>`
  })}</ul>`
}

/** The rows that failed, and how; nothing where none did. */
export function failuresContent({ analysis }: Shown): Markup | undefined {
  const failed = analysis.rows.flatMap(({ id, failure }) =>
    failure === undefined ? [] : [{ id, failure }],
  )
  if (failed.length === 0) return undefined
  return html`
<ul class="cautions">${failed.map(
    ({ id, failure }) =>
      html`<li><p><code>${id}</code> ${failure.kind} in <code>${failure.cell}</code>, ${failure.stage}:</p><pre>${failure.message}</pre></li>`,
  )}</ul>`
}

/** Cells that an engine was not timed in, with the reason; nothing where every one was timed everywhere. */
export function untimedTable({ analysis }: Shown): Markup | undefined {
  const engines = untimedEngines(analysis)
  if (engines.length === 0) return undefined
  return flatTable({
    title: 'What was not timed, and why',
    columns: ['engine', 'what', 'reason', 'cells'],
    words: [1],
    long: [2, 3],
    rows: engines.map(({ cells, engine, everywhere, reason, why }) => [
      engine,
      why,
      reason,
      everywhere ? 'all' : cells.join('; '),
    ]),
  })
}
