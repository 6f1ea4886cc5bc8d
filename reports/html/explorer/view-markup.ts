/** A view in the page: what it is, its chart, how to read that, and its table. */
import { capital } from '../../text/index.js'
import { flatTable, type TableCell } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'
import type { Choice } from './data.js'
import { drawLanes, lanesInWidths } from './lane-chart.js'
import { markCell, RATIO_LEGEND } from './mark-text.js'
import { OP_NAMES } from './names.js'
import type { View } from './view.js'

/** @param width Of the chart, in pixels; where no script runs it is not known. */
export function viewMarkup(view: View, { op }: Choice, width?: number): Markup {
  const { chart, measure, place, touched } = view
  return html`<h3>${capital(measure.label)}, ${OP_NAMES[op]}: ${place.label}</h3>
<p class="legend">${capital(measure.meaning)}. ${place.about}.</p>
<div class="drawn">${width === undefined ? lanesInWidths(chart) : drawLanes(chart, width)}</div>
${chart.kind === 'ratio' ? html`<p class="legend">${RATIO_LEGEND}</p>` : undefined}
${touched === '' ? undefined : html`<p class="legend"><a class="touched" href="#warnings">Warnings</a> touch these figures: ${touched}.</p>`}
${viewTable(view, width !== undefined)}`
}

/**
 * A view's figures as a table: a line a call shape, a column a cell.
 *
 * @param opens Whether figures are buttons, which open their particulars where a script runs.
 */
export function viewTable({ baselines, chart, measure, place }: View, opens: boolean): Markup {
  const rows = chart.lanes.map(({ label, row }, lane) => [
    { text: label },
    ...chart.panels.map(({ cell, marks }): TableCell => {
      const shown = markCell(marks[lane], chart.kind, '')
      const isButton = opens && marks[lane] !== undefined
      return isButton && cell !== undefined && row !== undefined
        ? { ...shown, of: { cell, row } }
        : shown
    }),
  ])
  return flatTable({
    title: `${measure.label}, ${place.label}`,
    columns: ['call shape', ...chart.panels.map(({ label }) => label)],
    rows,
    foot: baselines.map(({ label, times }) => [label, ...times]),
  })
}
