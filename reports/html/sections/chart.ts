/** A chart: a static picture, what a live one needs, its figures as a table, and its command. */
import type { Analysis } from '../../../results/analysis/types.js'
import type { DrawnChart } from '../../drawn.js'
import { holdFigures } from '../../words/index.js'
import { html, Markup } from '../markup.js'
import { packedJson } from '../packed.js'
import type { SharedData } from '../shared-data.js'
import { slimSvg } from '../slim-svg.js'
import { again } from './again.js'
import { touchLine, touchMark } from './cautions.js'
import { figureTable, scrollBox } from './table.js'

/** A chart in the page. Its data goes to `shared`. */
export function chartFigure(
  { chart, compiled, svg }: DrawnChart,
  analysis: Analysis,
  shared: SharedData,
): Markup {
  const id = `chart-${chart.name}`
  // The page's own ground shows through, light or dark.
  const live = { ...compiled, background: 'transparent' }
  const table = chart.table(analysis)
  const caption = chart.caption(analysis)
  const markOf = ([title]: readonly string[]) => {
    const cell = analysis.cells.find((one) => one.title === title)
    return cell && touchMark(analysis, cell)
  }
  return html`
<section aria-labelledby="${id}">
<h3 id="${id}">${chart.title}</h3>
<figure>
<figcaption>${holdFigures(caption)}</figcaption>
${scrollBox(
  `${chart.title}: chart`,
  html`<div class="chart" data-chart="${chart.name}">
<div role="img" aria-label="${chart.title}. ${caption} The table below holds its figures.">
<div class="still" aria-hidden="true">${new Markup(slimSvg(svg))}</div>
<div class="live" aria-hidden="true" hidden></div>
</div>
<script type="application/gzip">${packedJson(shared.takeFrom(live))}</script>
</div>`,
)}
</figure>
${touchLine(analysis, chart.cells(analysis))}
<details><summary>The figures of this chart</summary>
${figureTable(`${chart.title}: table`, table, undefined, table.rows.map(markOf))}
${table.legend === undefined ? undefined : html`<p>${table.legend}.</p>`}
</details>
${again(analysis, chart.cells(analysis))}
</section>`
}
