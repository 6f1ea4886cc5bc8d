/** Real traces and mixes: what the workload looks like, and what each call shape makes of it, in totals. */

import { type Counts, indirectCalls, opCalls } from '../../../engines/contract/index.js'
import type { CellAnalysis } from '../../../results/analysis/index.js'
import { TRACES_INTRODUCTION, tracePartsOf } from '../../answer/index.js'
import { formatCount } from '../../phrases/index.js'
import { printable } from '../../text/index.js'
import { judgedOp } from '../explorer/choice.js'
import type { ExplorerData } from '../explorer/data.js'
import { flatTable, type TableCell, timeCell } from '../parts/flat-table.js'
import { html, listOf, type Markup } from '../parts/markup.js'
import type { Shown } from './shown.js'

/** Streams that are shown unfolded. */
const FIRST = 2

/** Nothing where the run has none. */
export function tracesContent({ analysis, data, nameOf }: Shown): Markup | undefined {
  const parts = tracePartsOf(analysis)
  const mixes = analysis.cells
    .filter(({ workload }) => workload === 'mix')
    .map((cell) => ({ cell, name: nameOf(cell), lines: [] }))
  const all = [...parts, ...mixes]
  if (all.length === 0) return undefined
  return html`<p>${TRACES_INTRODUCTION}</p>${all.map(({ cell, lines, name }, at) => {
    const content = html`<p class="legend">${printable(cell.title)}</p>${
      lines.length === 0 ? undefined : listOf(lines)
    }${shapesTable(data, cell, name)}`
    return at < FIRST
      ? html`<h3>${name}</h3>${content}`
      : html`<details><summary>${name}</summary>${content}</details>`
  })}`
}

const COLUMNS: ReadonlyArray<{ head: string; of: (counts: Counts) => number | undefined }> = [
  { head: 'calls', of: opCalls },
  { head: 'indirect calls', of: indirectCalls },
  { head: 'walks', of: ({ walks }) => walks },
  { head: 'tlb adds', of: ({ tlbAdds }) => tlbAdds },
  { head: 'range adds', of: ({ rangeAdds }) => rangeAdds },
  { head: 'forced syncs', of: ({ forcedSyncs }) => forcedSyncs },
]

/** The rows of the code that is shown at first. */
function shapesTable(data: ExplorerData, cell: CellAnalysis, name: string): Markup {
  const op = judgedOp(cell.ops)
  const source = data.sources.findIndex(({ id }) => id === data.start.of[0])
  const rows = data.shapes.flatMap(({ id: shape }, at) => {
    const row = data.rows.find((one) => one.source === source && one.shape === at)
    const figure = row && cell.figures[row.id]?.[op]
    const operations = cell.operations[op]
    // A row that was counted alone says nothing of what a stream takes.
    if (figure?.nsPerOperation === undefined || operations === undefined) return []
    return [{ shape, ns: figure.nsPerOperation * operations, counts: figure.counts ?? {} }]
  })
  const columns = COLUMNS.filter(({ of }) => rows.some(({ counts }) => of(counts)))
  const count = (value: number | undefined): TableCell | string =>
    value === undefined ? '-' : { text: formatCount(value), sort: value }
  return flatTable({
    title: `What each call shape makes of ${name}`,
    columns: ['call shape', 'time', ...columns.map(({ head }) => head)],
    rows: rows.map(({ counts, ns, shape }) => [
      shape,
      timeCell(ns),
      ...columns.map(({ of }) => count(of(counts))),
    ]),
  })
}
