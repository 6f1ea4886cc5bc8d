/** A view in the page: what it is, its chart, how to read that, and its table. */
import { capital } from '../../text/index.js'
import { html, type Markup } from '../parts/markup.js'
import type { Choice } from './data.js'
import { RATIO_LEGEND } from './mark-text.js'
import { OP_NAMES } from './names.js'
import type { View } from './view.js'
import { viewTable } from './view-table.js'

/** @param draw Draws the chart: in the width that there is, or in several where that is not known. */
export function viewMarkup(
  view: View,
  { op }: Choice,
  { draw, opens }: { draw(chart: View['chart']): Markup; opens: boolean },
): Markup {
  const { chart, measure, place, touched } = view
  return html`<h3>${capital(measure.label)}, ${OP_NAMES[op]}: ${place.label}</h3>
<p class="legend">${capital(measure.meaning)}. ${place.about}.</p>
<div class="drawn">${draw(chart)}</div>
${chart.kind === 'ratio' ? html`<p class="legend">${RATIO_LEGEND}</p>` : undefined}
${touched === '' ? undefined : html`<p class="legend"><a class="touched" href="#warnings">Warnings</a> touch these figures: ${touched}.</p>`}
${viewTable(view, opens)}`
}
