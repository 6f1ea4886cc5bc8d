/** All that is known of one figure: its measures beside the baseline's, its samples, its command. */
import type { FigureOp } from '../../../results/analysis/index.js'
import type { Op } from '../../../results/record/index.js'
import { cellsCommand } from '../../phrases/index.js'
import { scrollBox } from '../parts/figure-table.js'
import { flatTable, timeCell } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'
import { markOf } from './choice.js'
import type { CellDetail, Choice, DetailData, ExplorerData } from './data.js'
import { markCell, markText } from './mark-text.js'
import { OP_NAMES } from './names.js'
import { drawSamples, type SampleLine } from './samples.js'

/** Nothing where the choice has no figure open. */
export function particulars(
  data: ExplorerData,
  details: DetailData,
  { figure, op }: Choice,
): Markup | undefined {
  const cell = data.cells.findIndex(({ id }) => id === figure?.cell)
  const row = data.rows.findIndex(({ id }) => id === figure?.row)
  const info = data.cells[cell]
  const own = data.rows[row]
  if (cell < 0 || row < 0) return undefined
  const detail = details.cells[cell][own.machine]
  if (detail === null) return undefined
  const base = data.rows.findIndex(({ baseline, source }) => baseline && source === own.source)
  const measures = data.measures.flatMap((measure) => {
    const mark = markOf(data, cell, row, op, measure.id)
    if (mark === undefined) return []
    const other = base === row ? undefined : markOf(data, cell, base, op, measure.id)
    return [{ measure, mark, other }]
  })
  const notes = [
    ...measures.flatMap(({ mark: { note }, measure }) =>
      note === undefined ? [] : [`${measure.label}: ${note}.`],
    ),
    ...(detail.notes[own.id]?.[op] ?? []),
    ...info.warnings
      .map((at) => data.warnings[at])
      .map(({ message, name }) => `Warning, ${name}: ${message}.`),
  ]
  const shape = data.shapes[own.shape].id
  return html`<h2 id="figure-title">${shape}, ${OP_NAMES[op]}: ${info.title}</h2>
<p class="legend">${data.sources[own.source].label}; <code>${own.id}</code> in <code>${info.id}</code></p>
${notes.map((note) => html`<p class="note">${note}</p>`)}
${samplesOf(detail, own.id, data.rows[base]?.id, op)}
${flatTable({
  title: 'Everything of this figure',
  columns: ['', shape, ...(base === row ? [] : ['per-page'])],
  rows: measures.map(({ mark, measure, other }) => [
    measure.label,
    { text: intervalText(markText(mark, measure.kind), mark), sort: mark.value },
    ...(base === row ? [] : [markCell(other, measure.kind, '')]),
  ]),
})}
<h3>Measure it again</h3>
<pre><code>${cellsCommand({ options: data.options[own.machine] }, [info.id])}</code></pre>`
}

function intervalText(text: string, { high, low }: { low?: number; high?: number }): string {
  return low === undefined || high === undefined
    ? text
    : `${text} [${low.toPrecision(3)}, ${high.toPrecision(3)}]`
}

function samplesOf(
  detail: CellDetail,
  row: string,
  base: string | undefined,
  op: FigureOp,
): Markup | undefined {
  const ids = base === undefined || base === row ? [row] : [row, base]
  // `sum` is made of the two.
  const measured: Op[] = op === 'sum' ? ['map', 'unmap'] : [op]
  const drawn = measured.flatMap((one) => {
    const lines = ids.flatMap((id): SampleLine[] => {
      const ns = detail.ns[id]?.[one]
      return ns === undefined ? [] : [{ id, ns, own: id === row }]
    })
    return lines.length === 0 ? [] : [{ op: one, lines }]
  })
  if (drawn.length === 0) return html`<p>It was counted and not timed.</p>`
  return html`<h3>Samples</h3>
<p class="legend">Time of an operation, round by round as they were run${detail.every > 1 ? `, one in ${detail.every}` : ''}; processes by turns on a grey ground. Ratios rest on the least rounds of each process.</p>
${drawn.map(
  ({ lines, op: one }) =>
    html`<h4>${OP_NAMES[one]}</h4>${scrollBox(`Samples of ${OP_NAMES[one]}`, drawSamples(detail.generation, lines))}`,
)}
${flatTable({
  title: 'Spread of the samples',
  columns: ['time of an operation', 'min', 'median', 'p99', 'rounds'],
  rows: drawn.flatMap(({ lines, op: one }) =>
    lines.map(({ id, ns }) => {
      const sorted = ns.flatMap((value) => value ?? []).sort((a, b) => a - b)
      const at = (share: number) => sorted.at(Math.round(share * (sorted.length - 1)))
      const times = [0, 0.5, 0.99].map((share) => timeCell(at(share)))
      return [`${OP_NAMES[one]}, ${id}`, ...times, `${sorted.length}`]
    }),
  ),
})}`
}
