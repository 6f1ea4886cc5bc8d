/** The command that measures some cells again. */
import type { Analysis } from '../../../results/analysis/types.js'
import { cellsCommand, plural } from '../../words/index.js'
import { html, type Markup } from '../markup.js'

/** Stands under every figure and table. */
export function again(analysis: Analysis, cells: readonly string[]): Markup {
  const unique = [...new Set(cells)]
  const which = unique.length === 1 ? 'this cell' : `these ${plural(unique.length, 'cell')}`
  return html`<details><summary>Measure ${which} again</summary>
<pre><code>${cellsCommand(analysis, unique)}</code></pre>
</details>`
}
