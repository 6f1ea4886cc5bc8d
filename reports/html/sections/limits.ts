/** What the machine itself takes for the items of an engine's work. */
import type { Analysis } from '../../../results/analysis/index.js'
import { limitTable } from '../../phrases/index.js'
import { flatTable } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'

/** Nothing where no limits were measured. */
export function limitsContent({ limits }: Analysis): Markup | undefined {
  if (!limits.some(({ cell }) => cell === undefined)) return undefined
  const title = 'What the machine itself takes'
  return html`
<h3>${title}</h3>
<p>Medians of an item each, measured in a process of their own in the same run, in loops built as
the engines are: no engine does such an item for less.</p>
${flatTable({ title, ...limitTable(limits) })}`
}
