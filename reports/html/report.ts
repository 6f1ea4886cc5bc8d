/** The HTML report: one file that loads nothing and works without a network or scripts. */
import type { Analysis } from '../../results/analysis/types.js'
import { type DrawnChart, drawCharts } from '../drawn.js'
import { formatSeconds } from '../words/index.js'
import { chartsOf, SECTIONS, type Section } from './contents.js'
import { html, Markup } from './markup.js'
import { packed, packedJson } from './packed.js'
import { contentSecurityPolicy } from './policy.js'
import { readRuntime } from './read-runtime.js'
import { answerContent } from './sections/answers.js'
import { chartFigure } from './sections/chart.js'
import { contentsList } from './sections/toc.js'
import { SharedData } from './shared-data.js'
import { STYLE } from './style.js'

const TITLE = 'What IOMMU map and unmap calls cost, by call shape'

/**
 * Builds the page. Everything that comes from the result stands in it as text.
 *
 * @param drawn The analysis's charts, where they are drawn already.
 */
export async function htmlReport(
  analysis: Analysis,
  drawn?: readonly DrawnChart[],
): Promise<string> {
  const charts = drawn ?? (await drawCharts(analysis))
  const { loader, runtime } = await readRuntime()
  const { run, machine, options } = analysis
  const shared = new SharedData()
  const answer = { id: 'answer', title: 'The answer', content: answerContent(analysis) }
  const sections = [answer]
  for (const section of SECTIONS) {
    const content = contentOf(section, analysis, charts, shared)
    if (content !== undefined) sections.push({ id: section.id, title: section.title, content })
  }
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy([loader, runtime])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${TITLE}: ${run.startedAt.slice(0, 10)}, ${machine.cpu}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>${TITLE}</h1>
<p class="lead">${[run.startedAt.slice(0, 10), machine.cpu, machine.kernel, `suite ${options.suite}`, formatSeconds(run.seconds)].join(' · ')}${run.state === 'complete' ? '' : ` · ${run.state}`}</p>
</header>
<main>
${contentsList(sections)}
${sections.map(
  ({ id, title, content }) => html`
<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${content}
</section>`,
)}
</main>
<script type="application/gzip" id="data">${packedJson(shared.all())}</script>
<script type="application/gzip" id="runtime">${packed(runtime)}</script>
<script>${new Markup(loader)}</script>
</body>
</html>
`
  return page.text
}

/** What stands under a section's heading; nothing where it is empty. */
function contentOf(
  section: Section,
  analysis: Analysis,
  drawn: readonly DrawnChart[],
  shared: SharedData,
): Markup | undefined {
  const figures = chartsOf(section, drawn).map((chart) => chartFigure(chart, analysis, shared))
  const content = section.content?.(analysis)
  if (content === undefined) return figures.length === 0 ? undefined : html`${figures}`
  return html`${figures}${content}`
}
