/** How the figures were made, where, and how to make them again. */
import { formatSize } from '../../../engines/contract/index.js'
import type { Analysis } from '../../../results/analysis/types.js'
import { CLOSING } from '../../formats/index.js'
import {
  FIRM,
  formatNs,
  formatPercent,
  formatSeconds,
  listWords,
  plural,
  runCommand,
  tierWords,
} from '../../words/index.js'
import { html, type Markup } from '../markup.js'

/** How figures are made, and what they do not say. */
export function methodSection({ family, run }: Analysis): Markup {
  return html`
<section aria-labelledby="method">
<h2 id="method">Method in short</h2>
<ul>
<li>Every call shape works on the same buffers. Counts and results are checked in processes that
never time; times come from processes that never count.</li>
<li>Rows take turns in short epochs in balanced order, and a ratio is taken within a round: what
slows the machine slows both. Here: ${plural(run.rounds, 'round')} in
${plural(run.generations, 'generation')} of fresh processes.</li>
<li>The baseline runs twice, as two rows. What their ratio comes to is noise, and so is what rows of
the same work by count differ by.</li>
<li>Intervals hold together for all ${plural(family.comparisons, 'comparison')} of the run at
${formatPercent(family.level)}, which puts each at ${formatLevel(family.each)}. A figure is
resolved where its interval leaves 1 out and it clears the noise.</li>
<li>The layout of a cell is computed from its counts: keep, free, block or mixed. Means are
geometric, within one layout and mode; the same work by count stays out of them.</li>
</ul>
<h3>What the figures do not say</h3>
<p>${CLOSING}</p>
</section>`
}

/** A level near 1 keeps the digits that tell it from 1. */
function formatLevel(level: number): string {
  const digits = Math.min(6, Math.max(1, Math.ceil(-Math.log10(1 - level)) - 1))
  return `${(level * 100).toFixed(digits)}${FIRM}%`
}

/** The run, the machine and the command that makes it again. */
export function runSection(analysis: Analysis): Markup {
  const { machine, options, run, clock, tool } = analysis
  const tiers = [...new Set(analysis.rows.map(({ tier }) => tierWords(tier)))]
  const commit =
    tool.commit === undefined ? '' : `, ${tool.commit}${tool.dirty ? ', changed since' : ''}`
  const load = ({ load, busyCpus }: { load: number; busyCpus: number }) =>
    `load ${load.toFixed(2)}, ${busyCpus.toFixed(2)} CPUs kept busy by others`
  return html`
<section aria-labelledby="run">
<h2 id="run">This run</h2>
<h3>Again</h3>
<pre><code>${runCommand(analysis)}</code></pre>
<h3>Run</h3>
${facts([
  ['made', `${run.startedAt} to ${run.finishedAt} (${formatSeconds(run.seconds)})`],
  ['state', run.state],
  ['tiers', listWords(tiers)],
  ['suite', options.suite],
  ['engines', options.engines.join(', ')],
  ['cells', options.cells.join(', ')],
  ['time asked for', formatSeconds(options.timeSeconds)],
  ['seed', String(options.seed)],
  ['bookkeeping', share(run.bookkeepingShare)],
  ['tool', `unmap-bench ${tool.version}${commit}`],
])}
<h3>Machine</h3>
${facts([
  ['host', machine.host],
  ['CPU', `${machine.cpu}, ${plural(machine.cores, 'core')}, ${machine.arch}`],
  ['memory', memory(machine.memoryBytes)],
  ['kernel', machine.kernel],
  ['hypervisor', machine.virtualised],
  ['governor', machine.governor],
  ['Node', `${machine.node} (V8 ${machine.v8})`],
  ['clock', `${clock.name}, steps of ${formatNs(clock.stepNs)}`],
  ['pinned to', machine.pinnedCpu === undefined ? 'not pinned' : `CPU ${machine.pinnedCpu}`],
  ['before', load(machine.before)],
  ['after', machine.after && load(machine.after)],
])}
</section>`
}

function facts(entries: ReadonlyArray<readonly [string, string | undefined]>): Markup {
  const known = entries.filter(([, value]) => value !== undefined)
  return html`<dl class="facts">${known.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

function share(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${formatPercent(value)} of the measuring time`
}

/** Memory is no power of two where firmware keeps some of it. */
function memory(bytes: number): string {
  const gib = 1024 ** 3
  return bytes % gib === 0 ? formatSize(bytes) : `${(bytes / gib).toFixed(1)}G`
}
