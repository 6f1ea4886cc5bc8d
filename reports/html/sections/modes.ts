/** The modes side by side; each mode's own headline stands in the answer. */
import type { Analysis } from '../../../results/analysis/types.js'
import { capital, intervalWords, markWords, modeTables } from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { again } from './again.js'
import { figureTable } from './table.js'

/** Nothing where no layout was swept in more than one mode. */
export function modesContent(analysis: Analysis): Markup | undefined {
  const tables = modeTables(analysis)
  if (tables.length === 0) return undefined
  return html`<p>Speed-ups over per-page in the same mode, for buffers that several modes have. A lazy domain leaves invalidation to a flush queue; a non-coherent walker has ptes written
back for it. ${intervalWords(analysis.family)} ${markWords(analysis)}.</p>
${tables.map(
  ({ heading, grid, cells }) => html`
<h3>${capital(heading)}</h3>
${figureTable(`${heading}: table`, grid, 1)}
${again(analysis, cells)}`,
)}`
}
