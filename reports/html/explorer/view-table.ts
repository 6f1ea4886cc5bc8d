/** A view's figures as a table: a line a call shape, a column a cell. */
import { flatTable, type TableCell } from '../parts/flat-table.js'
import type { Markup } from '../parts/markup.js'
import { markText } from './mark-text.js'
import type { View } from './view.js'

/** @param opens Whether figures are buttons, which open their particulars where a script runs. */
export function viewTable({ baselines, chart, measure, place }: View, opens: boolean): Markup {
  const rows = chart.lanes.map(({ label, row }, lane) => [
    { text: label },
    ...chart.panels.map(({ cell, marks }): TableCell => {
      const mark = marks[lane]
      if (mark === undefined) return { text: '' }
      const text = markText(mark, chart.kind)
      const of = opens && cell !== undefined && row !== undefined ? { cell, row } : undefined
      return { text, sort: mark.value, ...(of && { of }) }
    }),
  ])
  return flatTable({
    title: `${measure.label}, ${place.label}`,
    columns: ['call shape', ...chart.panels.map(({ label }) => label)],
    rows,
    foot: baselines.map(({ label, times }) => [label, ...times]),
  })
}
