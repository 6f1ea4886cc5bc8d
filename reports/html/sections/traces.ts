/** Mixes and traces: streams of buffers as they come, each with its total time. */
import type { Analysis } from '../../../results/analysis/types.js'
import { html, type Markup } from '../markup.js'
import { groupTables } from './groups.js'

/** Nothing where the run has neither. */
export function tracesContent(analysis: Analysis): Markup | undefined {
  const mixes = groupTables(analysis, 'mix')
  const traces = groupTables(analysis, 'trace')
  if (mixes === undefined && traces === undefined) return undefined
  return html`<p>Timed whole: a ratio here is one of total times, and none of them enters a mean.</p>
${mixes}${traces}`
}
