/** Page-table formats side by side. */
import type { Analysis } from '../../../results/analysis/types.js'
import { formatTables } from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { figureTable } from './table.js'

/** Nothing where no tree has several formats. */
export function formatsContent(analysis: Analysis): Markup | undefined {
  const tables = formatTables(analysis)
  if (tables.length === 0) return undefined
  return html`${tables.map(
    ({ counts, grid, legend, title }) => html`
<h3>${title}</h3>
<p>${legend}</p>
${figureTable(title, grid, 1)}
${counts.length === 0 ? undefined : html`<ul>${counts.map((line) => html`<li>${line}</li>`)}</ul>`}`,
  )}`
}
