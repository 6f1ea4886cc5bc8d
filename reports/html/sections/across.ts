/** Kernel trees against each other, and tier native against a tree. */
import type { Analysis } from '../../../results/analysis/types.js'
import { acrossTables, intervalWords, modesWords, withoutTwinWords } from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { figureTable } from './table.js'

/** Nothing where no two tiers are held against each other. */
export function acrossContent(analysis: Analysis): Markup | undefined {
  const tables = acrossTables(analysis)
  const alone = withoutTwinWords(analysis)
  if (tables.length === 0) return undefined
  const modes = modesWords({ across: analysis.across })
  return html`${tables.map(
    (table) => html`
<h3>${table.title}</h3>
<p>Above 1 is slower. ${intervalWords(analysis.family)}${modes && ` ${modes}.`}</p>
${figureTable(table.title, table, 1)}
${
  table.counts.length === 0
    ? html`<p>Counts are the same.</p>`
    : html`<p>What differs of counts, of one cycle, and of instructions:</p><ul>${table.counts.map((line) => html`<li>${line}</li>`)}</ul>`
}`,
  )}${alone === undefined ? undefined : html`<p>${alone}</p>`}`
}
