/** Maps that fail: what they cost with their rollback, by the caller or in the page table. */

import type { CellAnalysis, FigureOp } from '../../../results/analysis/index.js'
import { LAYERED } from '../../phrases/index.js'
import { printable } from '../../text/index.js'
import { judgedOp } from '../explorer/choice.js'
import { markCell } from '../explorer/mark-text.js'
import { judgedMark } from '../explorer/measures.js'
import { NS_PER_OPERATION } from '../explorer/names.js'
import { viewOf } from '../explorer/view.js'
import { viewMarkup } from '../explorer/view-markup.js'
import { flatTable, type TableCell, timeCell } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'
import type { Shown } from './shown.js'

/** Nothing where no map fails in this run. */
export function failingMapsContent({ analysis, data }: Shown): Markup | undefined {
  const place = data.places.find(({ id }) => id.startsWith('rollback.'))
  if (place === undefined) return undefined
  const choice = {
    ...data.start,
    what: NS_PER_OPERATION,
    op: judgedOp(place.ops),
    at: place.id,
    shapes: data.shapes.map(({ id }) => id),
  }
  const view = viewOf(data, choice)
  if (view === undefined) return undefined
  const against = analysis.cells.flatMap((cell) => ratios(cell, judgedOp(cell.ops)))
  return html`<p>A map that fails has mapped a part already, and somebody has to unmap that: the caller, by the partial mapping that it got back, or the page table itself (${LAYERED}). Timed together with what is undone.</p>
${viewMarkup(view, choice)}
${
  against.length === 0
    ? undefined
    : html`<h3>By the caller against layered</h3>
<p class="legend">time(by the caller) / time(layered): above 1, undoing it in the caller is the slower way.</p>
${flatTable({
  title: 'By the caller against layered',
  columns: ['map that fails', 'ratio', 'by the caller', 'layered', 'fails at', 'over'],
  words: [4, 5],
  rows: against,
})}`
}`
}

function ratios(cell: CellAnalysis, op: FigureOp): Array<Array<TableCell | string>> {
  const { failing } = cell
  if (failing === undefined) return []
  return Object.entries(cell.figures).flatMap(([row, ops]) => {
    const own = ops[op]
    const step = own?.steps.find(({ changes }) => changes.includes('rollback'))
    const mark = judgedMark(step)
    const before = step && cell.figures[step.over]?.[op]?.nsPerOperation
    if (own === undefined || step === undefined || mark === undefined) return []
    return [
      [
        printable(cell.title),
        markCell(mark, 'ratio'),
        timeCell(before),
        timeCell(own.nsPerOperation),
        `${failing.error}, page ${failing.page + 1} of ${failing.pages}`,
        printable(`${row} over ${step.over}`),
      ],
    ]
  })
}
