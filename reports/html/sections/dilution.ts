/** What is left of a speed-up where an operation costs more than its calls. */

import type { CellAnalysis } from '../../../results/analysis/index.js'
import { capital, printable } from '../../text/index.js'
import { judgedOp, markOf } from '../explorer/choice.js'
import type { ExplorerData, Mark } from '../explorer/data.js'
import { lanesInWidths } from '../explorer/lane-chart.js'
import { markCell, shortNs } from '../explorer/mark-text.js'
import { NS_PER_OPERATION, OP_NAMES, SPEEDUP } from '../explorer/names.js'
import { flatTable } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'
import type { Shown } from './shown.js'

/** Nanoseconds of other work, an operation. */
const OTHER_WORK = [0, 500, 1000, 2000, 5000, 10_000]

/** A row in a cell, with what is left of its speed-up for every amount of other work. */
interface Diluted {
  cell: CellAnalysis
  shape: string
  colour: string
  marks: Mark[]
}

/** Nothing where no call shape has a speed-up. */
export function dilutionContent({ cells, columns, data, nameOf }: Shown): Markup | undefined {
  const all = cells.flatMap((cell) => dilutedIn(data, cell))
  const cell = columns.at(-1)
  const own = all.filter((one) => one.cell === cell)
  if (cell === undefined || own.length === 0) return undefined
  const title = `${capital(OP_NAMES[judgedOp(cell.ops)])}: ${printable(cell.title)}`
  return html`<p class="legend">(t(per-page) + c) / (t(call shape) + c), where c is what an operation costs beside its page-table calls: invalidation, IOVA allocation, locks, the driver; a map and its unmap are two operations. Arithmetic on measured times, and no measurement of c.</p>
<h3>${title}</h3>
${lanesInWidths({
  kind: 'ratio',
  name: `What is left of speed-ups, ${title}. The table holds the figures.`,
  lanes: own.map(({ colour, shape }) => ({ label: shape, colour })),
  panels: OTHER_WORK.map((ns, at) => ({
    label: `c = ${work(ns)}`,
    marks: own.map(({ marks }) => marks[at]),
  })),
})}
<details><summary>All buffers and traces, as a table</summary>${flatTable({
    title: 'What is left of speed-ups',
    columns: ['call shape', 'of', ...OTHER_WORK.map((ns) => `c = ${work(ns)}`)],
    words: [1],
    rows: all.map((one) => [
      one.shape,
      nameOf(one.cell),
      ...one.marks.map((mark) => markCell(mark, 'ratio')),
    ]),
  })}</details>`
}

function work(ns: number): string {
  return ns === 0 ? '0' : shortNs(ns)
}

/** The shapes that are shown at first, of their code. */
function dilutedIn(data: ExplorerData, cell: CellAnalysis): Diluted[] {
  const { start } = data
  const at = data.cells.findIndex(({ id }) => id === cell.id)
  const op = judgedOp(cell.ops)
  const operations = op === 'sum' ? 2 : 1
  const source = data.sources.findIndex(({ id }) => id === start.of[0])
  const base = data.rows.findIndex((row) => row.source === source && row.baseline)
  const ns = markOf(data, at, base, op, NS_PER_OPERATION)?.value
  if (ns === undefined) return []
  return data.shapes.flatMap(({ colour, id }, shape) => {
    if (!start.shapes.includes(id)) return []
    const row = data.rows.findIndex((one) => one.source === source && one.shape === shape)
    const speedup = markOf(data, at, row, op, SPEEDUP)
    if (speedup === undefined || speedup.open === 'not-measurable') return []
    const marks = OTHER_WORK.map((c) => diluted(speedup, ns, operations * c))
    return [{ cell, shape: id, colour, marks }]
  })
}

function diluted({ note, ...mark }: Mark, baseNs: number, c: number): Mark {
  const of = (ratio: number) => (baseNs + c) / (baseNs / ratio + c)
  return {
    ...mark,
    value: of(mark.value),
    ...(mark.low !== undefined && { low: of(mark.low) }),
    ...(mark.high !== undefined && { high: of(mark.high) }),
  }
}
