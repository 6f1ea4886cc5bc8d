/** Step by step down the ladder: what each gains, and what of counters and instructions changes. */
import type {
  Analysis,
  CellAnalysis,
  Figure,
  FigureOp,
  Step,
} from '../../../results/analysis/types.js'
import { formatCount, formatNs, judgedIn, printable } from '../../words/index.js'
import type { ExplorerData, Mark } from '../explorer/data.js'
import { drawLanes, type LaneChart } from '../explorer/lane-chart.js'
import { markText } from '../explorer/mark-text.js'
import { judgedMark, MEASURES } from '../explorer/measures.js'
import { INSTRUCTIONS_PER_PAGE, OP_NAMES } from '../explorer/names.js'
import { flatTable } from '../flat-table.js'
import { html, type Markup } from '../markup.js'
import { responsive } from '../responsive.js'
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
export function stepsContent({ analysis, columns, data }: Shown): Markup | undefined {
  const spots = columns.flatMap((cell) => opsOf(cell).map((op) => ({ cell, op })))
  const all = spots.flatMap(({ cell, op }) => stepsIn(analysis, data, cell, op))
  const source = data.sources.findIndex(({ id }) => id === data.start.of[0])
  const own = all.filter((one) => one.source === source)
  const others = all.filter((one) => one.source !== source)
  if (own.length === 0) return undefined
  return html`<p class="legend">Nanoseconds for one 4K page: each line comes from the time before the step, and time(before) / time(after) stands at its right. What changes is counted, an operation. A step is no price of a single event.</p>
${responsive((width) => drawLanes(chartOf(own, spots), width))}
${stepTable('Steps', own, data)}
${
  others.length === 0
    ? undefined
    : html`<details><summary>Steps in other code and formats</summary>${stepTable('Steps in other code and formats', others, data)}</details>`
}`
}

/** Where it has them apart, the two directions: a step often changes one of them alone. */
function opsOf(cell: CellAnalysis): FigureOp[] {
  const apart = cell.ops.filter((op) => op === 'map' || op === 'unmap')
  return apart.length > 0 ? apart : [judgedIn(cell)]
}

function stepsIn(
  { cells }: Analysis,
  { rows, shapes }: ExplorerData,
  { id }: CellAnalysis,
  op: FigureOp,
): Taken[] {
  const cell = cells.find((one) => one.id === id)
  if (cell === undefined) return []
  return shapes.flatMap((_, shape) =>
    rows
      .filter((row) => row.shape === shape)
      .flatMap(({ id: row, source }) => {
        const figure = cell.figures[row]?.[op]
        return (figure?.steps ?? []).flatMap((step) => {
          const before = cell.figures[step.over]?.[op]
          if (figure === undefined || before === undefined) return []
          const what = step.changes.length === 0 ? 'no change here' : step.changes.join(', ')
          const lane = `${shapes[shape]?.id ?? row}: ${what}`
          const colour = shapes[shape]?.colour ?? 'black'
          return [{ lane, source, colour, cell, op, step, figure, before }]
        })
      }),
  )
}

function chartOf(
  own: readonly Taken[],
  spots: ReadonlyArray<{ cell: CellAnalysis; op: FigureOp }>,
): LaneChart {
  const lanes = [...new Map(own.map(({ colour, lane }) => [lane, { label: lane, colour }])).values()]
  return {
    kind: 'ns',
    name: 'Steps down the ladder. The table holds the figures.',
    lanes,
    panels: spots.flatMap(({ cell, op }) => {
      const here = own.filter((one) => one.cell.id === cell.id && one.op === op)
      const marks = lanes.map(({ label }) => {
        const taken = here.find(({ lane }) => lane === label)
        return taken && markOf(taken)
      })
      const label = `${OP_NAMES[op]}: ${printable(cell.title)}`
      return marks.every((mark) => mark === undefined) ? [] : [{ label, marks }]
    }),
  }
}

function markOf({ before, figure, step }: Taken): Mark | undefined {
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

/** Counters whose sums have a line of their own, and those of invalidation, which no time holds. */
const COUNTED = MEASURES.filter(
  ({ group, kind }) => kind === 'count' && group !== 'Instructions' && group !== 'Invalidation',
)

function stepTable(title: string, all: readonly Taken[], { sources }: ExplorerData): Markup {
  const several = new Set(all.map(({ source }) => source)).size > 1
  return flatTable({
    title,
    columns: [
      'step',
      ...(several ? ['code'] : []),
      'over',
      'of',
      'gain',
      'a page, before',
      'after',
      'instructions a page',
      'what is counted otherwise',
    ],
    words: several ? [1, 2, 3, 8] : [1, 2, 7],
    rows: all.map((taken) => {
      const { before, cell, figure, lane, op, source, step } = taken
      const ratio = judgedMark(step)
      const times = [before, figure].map(({ nsPerPage }) =>
        nsPerPage === undefined ? '-' : { text: formatNs(nsPerPage), sort: nsPerPage },
      )
      return [
        lane,
        ...(several ? [sources[source]?.label ?? ''] : []),
        printable(step.over),
        `${OP_NAMES[op]}, ${printable(cell.title)}`,
        ratio === undefined ? '-' : { text: markText(ratio, 'ratio'), sort: ratio.value },
        ...times,
        instructions(taken),
        changes(taken),
      ]
    }),
  })
}

function instructions({ before, figure }: Taken): string {
  const [from, to] = [before.instructions?.perPage, figure.instructions?.perPage]
  return from === undefined || to === undefined ? '' : `${from.toFixed(1)} to ${to.toFixed(1)}`
}

/** `calls 1 024 to 2, walks 512 to 1`. */
function changes({ before, cell, figure, op }: Taken): string {
  const operations = cell.operations[op] ?? 1
  const said = COUNTED.filter(({ id }) => id !== INSTRUCTIONS_PER_PAGE).flatMap(({ label, of }) => {
    const spot = { cell, op } as const
    const each = [before, figure].map((one) => {
      const value = of({ ...spot, figure: one, ...NO_ROW })
      return typeof value === 'number' ? value : undefined
    })
    const [from, to] = each
    if (from === undefined || to === undefined || from === to) return []
    return [`${label} ${formatCount(from)} to ${formatCount(to)}`]
  })
  return operations === 0 ? '' : said.join(', ')
}
