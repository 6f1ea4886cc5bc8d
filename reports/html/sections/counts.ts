/** What was counted: exact, the same on every machine, and what explains the times. */
import { COUNTERS, type Counts, indirectCalls, opCalls } from '../../../engines/contract/index.js'
import type {
  Analysis,
  CellAnalysis,
  FigureOp,
  RowAnalysis,
} from '../../../results/analysis/types.js'
import {
  type CellGroup,
  cellGroups,
  figureOf,
  formatCount,
  isTimedIn,
  OP_WORDS,
  rowLabel,
} from '../../words/index.js'
import { html, type Markup } from '../markup.js'
import { scrollBox } from './table.js'
import { untimedTable } from './untimed.js'

interface Column {
  name: string
  meaning: string
  /** Of one cycle. */
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

/** The counts of every cell and row, and what was not timed; nothing where nothing was counted. */
export function countsContent(analysis: Analysis): Markup | undefined {
  const groups = cellGroups(analysis).filter((group) =>
    group.cells.some((cell) => countedRows(group, cell).length > 0),
  )
  const untimed = untimedTable(analysis)
  if (groups.length === 0) return untimed
  return html`
<h3>Every count</h3>
<p>Events of one operation, counted exactly in a process that never times. They belong to the
code and not to the machine.</p>
${groups.map(
  (group) =>
    html`<details><summary>${group.heading}</summary>${scrollBox(`Counts, ${group.heading}`, groupTable(group, analysis))}</details>`,
)}
<dl class="facts">${COLUMNS.map(({ name, meaning }) => html`<dt>${name}</dt><dd>${meaning}</dd>`)}</dl>
${untimed}`
}

/** The baseline and the shapes that were counted in a cell, timed there or not. */
function countedRows({ baseline, shapes, ops }: CellGroup, cell: CellAnalysis): RowAnalysis[] {
  return [...(baseline === undefined ? [] : [baseline]), ...shapes].filter((row) =>
    ops.some((op) => figureOf(cell, row.id, op)?.counts !== undefined),
  )
}

function groupTable(group: CellGroup, analysis: Analysis): Markup {
  const ops = group.ops.filter((op) => op !== 'sum')
  return html`<table><caption>${group.heading}</caption>
<thead>
<tr><th rowspan="2" scope="col">cell</th><th rowspan="2" scope="col">call shape</th>${COLUMNS.map(
    ({ name, meaning }) =>
      html`<th class="number" scope="colgroup" colspan="${ops.length}" title="${meaning}">${name}</th>`,
  )}</tr>
<tr>${COLUMNS.map(() => ops.map((op, at) => html`<th class="${numberClass(at)}" scope="col">${OP_WORDS[op]}</th>`))}</tr>
</thead>
${group.cells.map((cell) => {
  const rows = countedRows(group, cell)
  return html`<tbody>${rows.map(
    (row, at) =>
      html`<tr>${at > 0 ? undefined : html`<th scope="rowgroup" rowspan="${rows.length}">${cell.title}</th>`}<th scope="row">${rowLabel(row, analysis.rows)}${isTimedIn(cell, row) ? '' : ' (counted only)'}</th>${COLUMNS.map(
        ({ of }) =>
          ops.map(
            (op, at) =>
              html`<td${at === 0 ? html` class="first"` : undefined}>${count(cell, row.id, op, of)}</td>`,
          ),
      )}</tr>`,
  )}</tbody>`
})}
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
