/** Real traces: what the workload looks like, and what each call shape makes of it. */

import { PAGE } from '../../../engines/contract/index.js'
import type { CellAnalysis } from '../../../results/analysis/index.js'
import { formatCount, formatNs } from '../../phrases/index.js'
import { printable } from '../../text/index.js'
import { judgedOp, markOf } from '../explorer/choice.js'
import type { ExplorerData } from '../explorer/data.js'
import { markText } from '../explorer/mark-text.js'
import { INSTRUCTIONS_PER_PAGE, NS_PER_OPERATION, OP_CALLS } from '../explorer/names.js'
import { flatTable, type TableCell } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'
import type { Shown } from './shown.js'

/** Nothing where the run has none. */
export function tracesContent({ analysis, data, nameOf }: Shown): Markup | undefined {
  const cells = (['trace', 'mix'] as const).flatMap((kind) =>
    analysis.cells.filter(({ workload }) => workload === kind),
  )
  if (cells.length === 0) return undefined
  const measures = told(data, cells)
  return html`<p>Streams of maps and unmaps as they came, timed whole: a ratio is one of total times.</p>
<h3>What they look like</h3>
${flatTable({
  title: 'What traces look like',
  columns: [
    'stream',
    'operations',
    'pages an operation',
    'mapped and unmapped',
    'leaves of 2M and 1G',
    'what it is',
  ],
  long: [5],
  rows: cells.map((cell) => lookOf(cell, nameOf(cell))),
})}
<h3>What each call shape makes of them</h3>
<p class="legend">Counts and time of one operation. The baseline is per-page.</p>
${flatTable({
  title: 'What each call shape makes of them',
  columns: ['call shape', 'stream', ...measures.map(({ label }) => label)],
  words: [1],
  rows: cells.flatMap((cell) => shapesIn(data, cell, nameOf(cell), measures)),
})}`
}

function lookOf(cell: CellAnalysis, name: string): Array<TableCell | string> {
  const op = judgedOp(cell.ops)
  const operations = cell.operations[op]
  const bytes = cell.bytes[op]
  const counts = Object.values(cell.figures)
    .map((ops) => ops[op]?.counts)
    .find((one) => one !== undefined)
  const pages = bytes === undefined || !operations ? undefined : bytes / PAGE / operations
  const count = (value: number | undefined, text = formatCount) =>
    value === undefined ? '-' : { text: text(value), sort: value }
  return [
    name,
    count(operations),
    count(pages, (value) => value.toFixed(1)),
    count(bytes, (value) => `${formatCount(Math.round(value / 1024 ** 2))}M`),
    count(counts?.blockLeaves),
    printable(cell.title),
  ]
}

/** What is told of a shape: the measures that the data has of these, in this order. */
function told(
  { cells, figures, measures }: ExplorerData,
  streams: readonly CellAnalysis[],
): ExplorerData['measures'] {
  const wanted = [
    NS_PER_OPERATION,
    OP_CALLS,
    'indirect',
    'walks',
    'ptes',
    'tlbAdds',
    'rangeAdds',
    'forcedSyncs',
    INSTRUCTIONS_PER_PAGE,
  ]
  const has = (measure: string) =>
    streams.some(({ id, ops }) =>
      figures[cells.findIndex((cell) => cell.id === id)]?.some(
        (row) => row?.[judgedOp(ops)]?.[measure] !== undefined,
      ),
    )
  return wanted.flatMap((id) => measures.find((one) => one.id === id && has(id)) ?? [])
}

/** The rows of the code that is shown at first. */
function shapesIn(
  data: ExplorerData,
  cell: CellAnalysis,
  name: string,
  measures: ExplorerData['measures'],
): Array<Array<TableCell | string>> {
  const at = data.cells.findIndex(({ id }) => id === cell.id)
  const op = judgedOp(cell.ops)
  const source = data.sources.findIndex(({ id }) => id === data.start.of[0])
  return data.shapes.flatMap(({ id }, shape) => {
    const row = data.rows.findIndex((one) => one.source === source && one.shape === shape)
    const figures = measures.map(({ id: measure, kind }) => {
      const mark = markOf(data, at, row, op, measure)
      if (mark === undefined) return ''
      const text = kind === 'ns' ? formatNs(mark.value) : markText(mark, kind)
      return { text, sort: mark.value }
    })
    // A row that was counted alone says nothing of what a stream takes.
    return figures[0] === '' ? [] : [[id, name, ...figures]]
  })
}
