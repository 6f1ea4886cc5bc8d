/** Cells that an engine was not timed in, with the reason. */
import type { Analysis } from '../../../results/analysis/types.js'
import { plural, untimedEngines } from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { scrollBox } from './table.js'

/** Nothing where every engine was timed everywhere. */
export function untimedTable(analysis: Analysis): Markup | undefined {
  const engines = untimedEngines(analysis)
  if (engines.length === 0) return undefined
  const title = 'What was not timed, and why'
  return html`
<h3>${title}</h3>
${scrollBox(
  title,
  html`<table class="prose"><thead><tr><th scope="col">engine</th><th scope="col"></th><th scope="col">reason</th><th scope="col">cells</th></tr></thead>
<tbody>${engines.map(
    ({ engine, why, reason, cells, everywhere }) =>
      html`<tr><th scope="row">${engine}</th><td>${why}</td><td>${reason}</td><td>${
        everywhere ? 'all' : cells.length > LISTED ? listed(cells) : cells.join('; ')
      }</td></tr>`,
  )}</tbody></table>`,
)}`
}

/** Cells that are named one by one; longer lists are folded. */
const LISTED = 3

function listed(cells: readonly string[]): Markup {
  return html`<details><summary>${plural(cells.length, 'cell')}</summary>${cells.join('; ')}</details>`
}
