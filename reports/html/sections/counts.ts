/** What was counted: exact, the same on every machine, and what explains the times. */
import { COUNTERS, type Counts, indirectCalls, opCalls } from '../../../engines/contract/index.js'
import type { Analysis, CellAnalysis, FigureOp } from '../../../results/analysis/types.js'
import {
  type CellGroup,
  cellGroups,
  figureOf,
  formatCount,
  OP_WORDS,
  rowLabel,
} from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { scrollBox } from './table.js'

interface Column {
  name: string
  meaning: string
  of(counts: Counts): number | undefined
}

const COLUMNS: readonly Column[] = [
  {
    name: 'op calls',
    meaning: `${COUNTERS.driverCalls}, and ${COUNTERS.tableCalls}`,
    of: opCalls,
  },
  {
    name: 'indirect calls',
    meaning: 'op calls, TLB ops and iotlb syncs together',
    of: indirectCalls,
  },
  { name: 'walks', meaning: COUNTERS.walks, of: ({ walks }) => walks },
  { name: 'pte reads', meaning: COUNTERS.pteReads, of: ({ pteReads }) => pteReads },
  { name: 'pte writes', meaning: COUNTERS.pteWrites, of: ({ pteWrites }) => pteWrites },
  { name: 'tlb adds', meaning: COUNTERS.tlbAdds, of: ({ tlbAdds }) => tlbAdds },
]

/** The counts of every cell and row; nothing where none were taken. */
export function countsSection(analysis: Analysis): Markup | undefined {
  const groups = cellGroups(analysis).filter((group) =>
    [group.baseline, ...group.shapes].some((row) =>
      group.cells.some((cell) =>
        group.ops.some((op) => row && figureOf(cell, row.id, op)?.counts !== undefined),
      ),
    ),
  )
  if (groups.length === 0) return undefined
  return html`
<section aria-labelledby="counts">
<h2 id="counts">What was counted</h2>
<p>Events of one operation, counted exactly in a process that never times. They belong to the code
and not to the machine.</p>
${groups.map((group) => scrollBox(`Counts, ${group.heading}`, groupTable(group, analysis)))}
<dl class="facts">${COLUMNS.map(({ name, meaning }) => html`<dt>${name}</dt><dd>${meaning}</dd>`)}</dl>
</section>`
}

function groupTable(group: CellGroup, analysis: Analysis): Markup {
  const ops = group.ops.filter((op) => op !== 'sum')
  const rows = [group.baseline, ...group.shapes].filter((row) => row !== undefined)
  return html`<table><caption>${group.heading}</caption>
<thead>
<tr><th rowspan="2" scope="col">cell</th><th rowspan="2" scope="col">call shape</th>${COLUMNS.map(
    ({ name, meaning }) =>
      html`<th class="number" scope="colgroup" colspan="${ops.length}" title="${meaning}">${name}</th>`,
  )}</tr>
<tr>${COLUMNS.map(() => ops.map((op, at) => html`<th class="${numberClass(at)}" scope="col">${OP_WORDS[op]}</th>`))}</tr>
</thead>
${group.cells.map(
  (cell) =>
    html`<tbody>${rows.map(
      (row, at) =>
        html`<tr>${at > 0 ? undefined : html`<th scope="rowgroup" rowspan="${rows.length}">${cell.title}</th>`}<th scope="row">${rowLabel(row, analysis.rows)}</th>${COLUMNS.map(
          ({ of }) =>
            ops.map(
              (op, at) => html`<td class="${numberClass(at)}">${count(cell, row.id, op, of)}</td>`,
            ),
        )}</tr>`,
    )}</tbody>`,
)}
</table>`
}

/** The first of a counter's columns stands a little apart. */
function numberClass(column: number): string {
  return column === 0 ? 'number first' : 'number'
}

/** Events of one operation; a counter that the tier cannot see has no figure. */
function count(cell: CellAnalysis, row: string, op: FigureOp, of: Column['of']): string {
  const counts = figureOf(cell, row, op)?.counts
  const events = counts && of(counts)
  const operations = cell.operations[op]
  if (events === undefined || operations === undefined || operations === 0) return '-'
  return formatCount(events / operations)
}
