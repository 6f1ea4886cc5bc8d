/** How the figures were made, where, and how to make them again. */

import type { Analysis } from '../../../results/analysis/index.js'
import {
  buildFacts,
  CLOSING,
  formatPercent,
  formatSeconds,
  knownFacts,
  limitTable,
  machineFacts,
  methodWords,
  runCommand,
  timedTierWords,
} from '../../phrases/index.js'
import { holdFigures, listWords } from '../../text/index.js'
import { flatTable } from '../parts/flat-table.js'
import { html, listOf, type Markup } from '../parts/markup.js'
import type { Shown } from './shown.js'

/** How figures are made, and what they do not say. */
export function methodContent({ analysis }: Shown): Markup {
  return html`
${listOf(methodWords(analysis).map(holdFigures))}
${limitsContent(analysis)}
<h3>What the figures do not say</h3>
<p>${CLOSING}</p>`
}

/** What the machine itself takes for the items of an engine's work; nothing where no limits were measured. */
function limitsContent({ limits }: Analysis): Markup | undefined {
  if (!limits.some(({ cell }) => cell === undefined)) return undefined
  const title = 'What the machine itself takes'
  return html`
<h3>${title}</h3>
<p>Medians of an item each, measured in a process of their own in the same run, in loops built as
the engines are: no engine does such an item for less.</p>
${flatTable({ title, ...limitTable(limits) })}`
}

/** The run, the machine and the command that makes it again. */
export function runContent({ analysis }: Shown): Markup {
  const { options, run, tool } = analysis
  const { bookkeepingShare } = run
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
  [
    'in timed operations',
    bookkeepingShare === undefined
      ? undefined
      : `${formatPercent(1 - bookkeepingShare)} of the measuring time`,
  ],
  ['tool', `unmap-bench ${tool.version}${commit}`],
])}`
}

function facts(entries: Parameters<typeof knownFacts>[0]): Markup {
  return html`<dl class="facts">${knownFacts(entries).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}
