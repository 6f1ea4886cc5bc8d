/** The charts: a static picture, what a live one needs, and every figure as a table. */
import type { Spec } from 'vega'
import type { Analysis } from '../../../results/analysis/types.js'
import { CHARTS, type Chart, POINTS, points } from '../../charts/index.js'
import { compileChart, toSvg } from '../../render/index.js'
import { cellsCommand, holdFigures } from '../../words/index.js'
import { html, jsonMarkup, Markup } from '../markup.js'
import { figureTable, scrollBox } from './table.js'

/** All charts that the analysis has figures for. The page holds their data once. */
export async function chartSections(analysis: Analysis): Promise<Markup> {
  const sections: Markup[] = []
  for (const chart of CHARTS) {
    const section = await chartSection(chart, analysis)
    if (section !== undefined) sections.push(section)
  }
  return html`${sections}
<script type="application/json" id="${POINTS}">${jsonMarkup(points(analysis))}</script>`
}

async function chartSection(chart: Chart, analysis: Analysis): Promise<Markup | undefined> {
  const drawn = chart.spec(analysis)
  if (drawn === undefined) return undefined
  // The page's own ground shows through, light or dark.
  const spec = { ...drawn, background: 'transparent' }
  const id = `chart-${chart.name}`
  const table = chart.table(analysis)
  const caption = chart.caption(analysis)
  return html`
<section aria-labelledby="${id}">
<h2 id="${id}">${chart.title}</h2>
<figure>
<figcaption>${holdFigures(caption)}</figcaption>
${scrollBox(
  `${chart.title}: chart`,
  html`<div class="chart" data-chart="${chart.name}">
<div class="still" role="img" aria-label="${chart.title}. ${caption} The table below holds its figures.">${new Markup(await toSvg(spec))}</div>
<div class="live" hidden></div>
<script type="application/json">${jsonMarkup(withoutData(compileChart(spec)))}</script>
</div>`,
)}
</figure>
<details><summary>The figures of this chart</summary>
${figureTable(`${chart.title}: table`, table)}
${table.legend === undefined ? undefined : html`<p>${table.legend}.</p>`}
</details>
<details><summary>Measure these cells again</summary>
<pre><code>${cellsCommand(analysis, chart.cells(analysis))}</code></pre>
</details>
</section>`
}

/** A compiled chart without the points, which all charts of the page share. */
function withoutData(spec: Spec): Spec {
  return {
    ...spec,
    data: (spec.data ?? []).map((data) => (data.name === POINTS ? { name: POINTS } : data)),
  }
}
