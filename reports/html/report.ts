/** The HTML report: one file that loads nothing and works without a network or scripts. */

import type { Analysis } from '../../results/analysis/index.js'
import { type Screen, screenOf } from '../answer/index.js'
import { formatSeconds } from '../phrases/index.js'
import { holdFigures, plural, present, printable } from '../text/index.js'
import { detailData, explorerData } from './explorer/build.js'
import { explorerParts, explorerSection } from './explorer/section.js'
import { answerChart } from './first-screen/answer-chart.js'
import { answerCards, answerTable } from './first-screen/cards.js'
import { html, listOf, type Markup, responsive } from './parts/markup.js'
import { contentsList, pageOf, type Section, sectionsOf } from './parts/page.js'
import { readScript } from './read-script.js'
import { failuresContent, untimedTable, warningsContent } from './sections/cautions.js'
import { dilutionContent } from './sections/dilution.js'
import { failingMapsContent } from './sections/failing-maps.js'
import { methodContent, runContent } from './sections/run.js'
import { type Shown, shown } from './sections/shown.js'
import { stepsContent } from './sections/steps.js'
import { tracesContent } from './sections/traces.js'

const TITLE = 'What IOMMU map and unmap calls cost, by call shape'

/** What stands below the first screen, in its order; a section is left out where it is empty. */
export const SECTIONS: ReadonlyArray<
  Omit<Section, 'content'> & { content(shown: Shown): Markup | undefined }
> = [
  { id: 'explorer', title: 'Explorer', content: ({ data }) => explorerSection(data) },
  { id: 'steps', title: 'Steps', content: stepsContent },
  { id: 'traces', title: 'Traces and mixes', content: tracesContent },
  { id: 'dilution', title: 'Dilution', content: dilutionContent },
  { id: 'rollback', title: 'Maps that fail', content: failingMapsContent },
  { id: 'failures', title: 'Rows that failed', content: failuresContent },
  { id: 'warnings', title: 'Warnings', content: warningsContent },
  { id: 'untimed', title: 'Not timed', content: untimedTable, folded: true },
  { id: 'method', title: 'Method', content: methodContent, folded: true },
  { id: 'run', title: 'Machine and run', content: runContent, folded: true },
]

/** Builds the page. Everything that comes from the result stands in it as text. */
export async function htmlReport(analysis: Analysis): Promise<string> {
  const script = await readScript()
  const screen = screenOf(analysis)
  const data = explorerData(analysis, screen)
  const made = shown(analysis, screen, data)
  const sections = SECTIONS.flatMap(({ content: of, ...section }) => {
    const content = of(made)
    return content === undefined ? [] : [{ ...section, content }]
  })
  const { machine, run } = analysis
  return pageOf(
    { title: `${TITLE}: ${run.startedAt.slice(0, 10)}, ${machine.cpu}`, scripts: [script] },
    html`${contentsList([{ id: 'answer', title: 'Answer' }, ...sections])}
<header>
<h1 id="answer">${TITLE}</h1>
<p class="lead">${machineLine(analysis)}</p>
</header>
<main>
${firstScreen(made)}
${sectionsOf(sections)}
</main>
${explorerParts(data, detailData(analysis))}`,
  )
}

function machineLine({ machine, options, run }: Analysis): string {
  const isVirtual = machine.virtualised !== 'none' && machine.virtualised !== undefined
  return present([
    run.startedAt.slice(0, 10),
    machine.cpu,
    plural(machine.cores, 'CPU'),
    isVirtual && `virtual machine (${machine.virtualised})`,
    machine.kernel,
    `suite ${options.suite}, ${formatSeconds(run.seconds)}`,
    run.state !== 'complete' && run.state,
  ])
    .map(printable)
    .join(' · ')
}

/** What differs where two are compared, the answers, and their chart; then what to mind of them. */
function firstScreen({ analysis, screen }: Shown): Markup {
  const { table } = screen
  return html`${differs(screen)}
${answerCards(screen)}
${
  table === undefined
    ? undefined
    : html`<section class="headline" aria-label="${table.heading}"><h2 class="plain">${table.heading}</h2>
<p class="legend one-line">${table.basis}</p>
<div class="drawn" id="answer-chart">${responsive((width) => answerChart(table, analysis, width))}</div>
<p class="legend">${table.legend}</p>
<details><summary>The same as a table</summary>${answerTable(table)}</details></section>`
}
<div class="asides">
${screen.changes.length === 0 ? undefined : html`<p><b>Changes it${screen.changed === undefined ? '' : html` (${screen.changed})`}:</b> ${holdFigures(screen.changes.join(', '))}.</p>`}
<p>${screen.without}</p>
${screen.mind.length === 0 ? undefined : html`<p class="mind"><b>Mind:</b> ${screen.mind.join('; ')}.${analysis.warnings.length === 0 ? undefined : html` <a href="#warnings">All warnings</a>`}</p>`}
</div>`
}

/** Lines of what differs that are not folded. */
const FIRST = 3

function differs({ differs: lines }: Screen): Markup | undefined {
  if (lines.length === 0) return undefined
  const list = (some: readonly string[]) => listOf(some.map(holdFigures))
  const more = lines.slice(FIRST)
  return html`<section class="differs" tabindex="0" aria-label="What differs"><h2 class="plain">What differs</h2>${list(lines.slice(0, FIRST))}${
    more.length === 0
      ? undefined
      : html`<details><summary>${more.length} more</summary>${list(more)}</details>`
  }</section>`
}
