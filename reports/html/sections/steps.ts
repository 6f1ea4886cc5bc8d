/** Step by step down the ladder: what each gains, and what of counters and instructions changes. */

import type { CellAnalysis, Figure, FigureOp, Step } from '../../../results/analysis/index.js'
import { formatCount } from '../../phrases/index.js'
import { printable } from '../../text/index.js'
import { judgedOp, markOf } from '../explorer/choice.js'
import type { ExplorerData, Mark } from '../explorer/data.js'
import { type LaneChart, lanesInWidths } from '../explorer/lane-chart.js'
import { markCell, markText } from '../explorer/mark-text.js'
import { judgedMark } from '../explorer/measures.js'
import { OP_CALLS, OP_NAMES } from '../explorer/names.js'
import { flatTable, timeCell } from '../parts/flat-table.js'
import { html, type Markup } from '../parts/markup.js'
import type { Shown } from './shown.js'

/** A step of one row, in one cell and direction. */
interface Taken {
  lane: string
  source: number
  colour: string
  cell: CellAnalysis
  op: FigureOp
  step: Step
  figure: Figure
  before: Figure
}

/** Nothing where no row is a step from another. */
export function stepsContent({ columns, data, nameOf }: Shown): Markup | undefined {
  const spots = columns.flatMap((cell) => opsOf(cell).map((op) => ({ cell, op })))
  const all = spots.flatMap(({ cell, op }) => stepsIn(data, cell, op))
  const source = data.sources.findIndex(({ id }) => id === data.start.of[0])
  const own = all.filter((one) => one.source === source)
  const others = all.filter((one) => one.source !== source)
  if (own.length === 0) return undefined
  return html`<p class="legend">Nanoseconds for one page of the smallest size: each line comes from the time before the step, and time(before) / time(after) stands at its right. What changes is counted, an operation. A step is no price of a single event.</p>
${lanesInWidths(chartOf(own, spots, nameOf))}
${stepTable('Steps', own, data, nameOf)}
${
  others.length === 0
    ? undefined
    : html`<details><summary>Steps in other code and formats</summary>${stepTable('Steps in other code and formats', others, data, nameOf)}</details>`
}`
}

/** Where it has them apart, the two directions: a step often changes one of them alone. */
function opsOf(cell: CellAnalysis): FigureOp[] {
  const apart = cell.ops.filter((op) => op === 'map' || op === 'unmap')
  return apart.length > 0 ? apart : [judgedOp(cell.ops)]
}

function stepsIn({ rows, shapes }: ExplorerData, cell: CellAnalysis, op: FigureOp): Taken[] {
  return rows
    .toSorted((a, b) => a.shape - b.shape)
    .flatMap(({ id: row, shape, source }) => {
      const figure = cell.figures[row]?.[op]
      return (figure?.steps ?? []).flatMap((step) => {
        const before = cell.figures[step.over]?.[op]
        if (figure === undefined || before === undefined) return []
        const what = step.changes.length === 0 ? 'no change here' : step.changes.join(', ')
        const { colour, id } = shapes[shape]
        return [{ lane: `${id}: ${what}`, source, colour, cell, op, step, figure, before }]
      })
    })
}

function chartOf(
  own: readonly Taken[],
  spots: ReadonlyArray<{ cell: CellAnalysis; op: FigureOp }>,
  nameOf: Shown['nameOf'],
): LaneChart {
  const lanes = [
    ...new Map(own.map(({ colour, lane }) => [lane, { label: lane, colour }])).values(),
  ]
  return {
    kind: 'ns',
    name: 'Steps down the ladder. The table holds the figures.',
    lanes,
    panels: spots.flatMap(({ cell, op }) => {
      const here = own.filter((one) => one.cell.id === cell.id && one.op === op)
      const marks = lanes.map(({ label }) => {
        const taken = here.find(({ lane }) => lane === label)
        return taken && stepMark(taken)
      })
      const label = spotName(nameOf(cell), op)
      return marks.every((mark) => mark === undefined) ? [] : [{ label, marks }]
    }),
  }
}

/** `unmap of 64M`; of what comes as it comes, its name alone. */
function spotName(name: string, op: FigureOp): string {
  return op === 'mixed' ? name : `${OP_NAMES[op]} of ${name}`
}

function stepMark({ before, figure, step }: Taken): Mark | undefined {
  const ratio = judgedMark(step)
  if (figure.nsPerPage === undefined || before.nsPerPage === undefined) return undefined
  return {
    ...(ratio?.open && { open: ratio.open }),
    ...(ratio?.note && { note: ratio.note }),
    value: figure.nsPerPage,
    from: before.nsPerPage,
    text: ratio === undefined ? '-' : markText(ratio, 'ratio'),
  }
}

/** Measures whose change explains a step; a sum stands before its parts, which say no more. */
const COUNTED = [
  OP_CALLS,
  'tlbAdds',
  'rangeAdds',
  'flushWalks',
  'forcedSyncs',
  'walks',
  'levels',
  'pteReads',
  'pteWrites',
  'pteCas',
  'tableAllocs',
  'tableFrees',
  'writeBacks',
  'writeBackLines',
  'writeBarriers',
  'publishBarriers',
]

function stepTable(
  title: string,
  all: readonly Taken[],
  data: ExplorerData,
  nameOf: Shown['nameOf'],
): Markup {
  const { sources } = data
  const several = new Set(all.map(({ source }) => source)).size > 1
  return flatTable({
    title,
    columns: [
      'step',
      'of',
      'gain',
      'a page, before',
      'after',
      'instructions a page',
      'over',
      ...(several ? ['code'] : []),
      'what is counted otherwise',
    ],
    words: several ? [1, 6, 7] : [1, 6],
    long: [several ? 8 : 7],
    rows: all.map((taken) => {
      const { before, cell, figure, lane, op, source, step } = taken
      return [
        lane,
        spotName(nameOf(cell), op),
        markCell(judgedMark(step), 'ratio'),
        timeCell(before.nsPerPage),
        timeCell(figure.nsPerPage),
        instructions(taken),
        shapeOf(data, step.over),
        ...(several ? [sources[source]?.label ?? ''] : []),
        changes(taken, data),
      ]
    }),
  })
}

function shapeOf({ rows, shapes }: ExplorerData, id: string): string {
  return shapes[rows.find((row) => row.id === id)?.shape ?? -1]?.id ?? printable(id)
}

function instructions({ before, figure }: Taken): string {
  const [from, to] = [before.instructions?.perPage, figure.instructions?.perPage]
  return from === undefined || to === undefined ? '' : `${from.toFixed(1)} to ${to.toFixed(1)}`
}

/** `calls 1 024 to 2, walks 512 to 1`. */
function changes({ cell, op, figure, step }: Taken, data: ExplorerData): string {
  const at = data.cells.findIndex(({ id }) => id === cell.id)
  const row = (id: string) => data.rows.findIndex((one) => one.id === id)
  const said = data.measures.flatMap(({ id, label }) => {
    if (!COUNTED.includes(id)) return []
    const [from, to] = [step.over, figure.row].map(
      (one) => markOf(data, at, row(one), op, id)?.value,
    )
    if (from === undefined || to === undefined || from === to) return []
    return [`${label} ${formatCount(from)} to ${formatCount(to)}`]
  })
  return said.join(', ')
}
