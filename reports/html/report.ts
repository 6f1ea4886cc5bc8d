/** The HTML report: one file that loads nothing and works without a network or scripts. */
import type { Analysis } from '../../results/analysis/types.js'
import { formatSeconds } from '../words/index.js'
import { html, Markup } from './markup.js'
import { contentSecurityPolicy } from './policy.js'
import { readRuntime } from './read-runtime.js'
import { answerSection } from './sections/answers.js'
import { cautionSections } from './sections/cautions.js'
import { chartSections } from './sections/charts.js'
import { countsSection } from './sections/counts.js'
import { methodSection, runSection } from './sections/run.js'
import { STYLE } from './style.js'

const TITLE = 'What IOMMU map and unmap calls cost, by call shape'

/** Builds the page. Everything that comes from the result stands in it as text. */
export async function htmlReport(analysis: Analysis): Promise<string> {
  const runtime = await readRuntime()
  const { run, machine, options } = analysis
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy([runtime])}">
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
<h2 id="answer">The answer</h2>
${answerSection(analysis)}
${await chartSections(analysis)}
${cautionSections(analysis)}
${countsSection(analysis)}
${methodSection(analysis)}
${runSection(analysis)}
</main>
<script>${new Markup(runtime)}</script>
</body>
</html>
`
  return page.text
}
