/** How the figures were made, where, and how to make them again. */

import type { Analysis } from '../../../results/analysis/index.js'
import {
  buildFacts,
  CLOSING,
  formatPercent,
  formatSeconds,
  machineFacts,
  methodWords,
  runCommand,
  timedTierWords,
} from '../../phrases/index.js'
import { holdFigures, listWords } from '../../text/index.js'
import { html, type Markup } from '../parts/markup.js'
import { limitsContent } from './limits.js'

/** How figures are made, and what they do not say. */
export function methodContent(analysis: Analysis): Markup {
  return html`
<ul>${methodWords(analysis).map((sentence) => html`<li>${holdFigures(sentence)}</li>`)}</ul>
${limitsContent(analysis)}
<h3>What the figures do not say</h3>
<p>${CLOSING}</p>`
}

/** The run, the machine and the command that makes it again. */
export function runContent(analysis: Analysis): Markup {
  const { options, run, tool } = analysis
  const tiers = timedTierWords(analysis)
  const commit =
    tool.commit === undefined ? '' : `, ${tool.commit}${tool.dirty ? ', changed since' : ''}`
  return html`
<h3>Again</h3>
<pre><code>${runCommand(analysis)}</code></pre>
<h3>Machine</h3>
${facts(machineFacts(analysis))}
<h3>Run</h3>
${facts([
  ['made', `${run.startedAt} to ${run.finishedAt} (${formatSeconds(run.seconds)})`],
  ['state', run.state],
  ['tiers', listWords(tiers)],
  ...buildFacts(analysis),
  ['suite', options.suite],
  ['engines', options.engines.join(', ')],
  ['cells', options.cells.join(', ')],
  ['time asked for', formatSeconds(options.timeSeconds)],
  ['seed', String(options.seed)],
  ['bookkeeping', share(run.bookkeepingShare)],
  ['tool', `unmap-bench ${tool.version}${commit}`],
])}`
}

function facts(entries: ReadonlyArray<readonly [string, string | undefined]>): Markup {
  const known = entries.filter(([, value]) => value !== undefined)
  return html`<dl class="facts">${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

function share(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${formatPercent(value)} of the measuring time`
}
