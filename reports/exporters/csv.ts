/**
 * Every number as a table for other programs: one line a row, cell and direction. Times are
 * nanoseconds, sizes bytes, ratios plain numbers; counts are those of one cycle. A field is empty
 * where there is no such number.
 */
import { COUNTER_NAMES, SHAPES } from '../../engines/contract/index.js'
import {
  type Analysis,
  bandFor,
  type CellAnalysis,
  type Figure,
  type FigureOp,
  type Interval,
  type Judged,
  type LibraryRatio,
  PUNT_SHAPES,
  type Relation,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { type CsvField, csvText } from '../text/index.js'

/** What one line is about; a limit has no figure, but a time. */
interface Entry {
  cell: CellAnalysis
  row: RowAnalysis
  op: FigureOp
  figure: Figure | undefined
  limitNsPerPage: number | undefined
  /** Of generic_pt's rows: io-pgtable-arm beside them. */
  library: LibraryRatio | undefined
}

interface Column {
  name: string
  of(entry: Entry): CsvField
}

const column = (name: string, of: Column['of']): Column => ({ name, of })

/** Columns that are fields of a part of an entry, by their names. */
function fields<Name extends string>(
  of: (entry: Entry) => Readonly<Partial<Record<Name, CsvField>>>,
  names: readonly Name[],
): Column[] {
  return names.map((name) => column(snake(name), (entry) => of(entry)[name]))
}

function intervalColumns(name: string, of: (entry: Entry) => Interval | undefined): Column[] {
  return [
    column(name, (entry) => of(entry)?.estimate),
    column(`${name}_low`, (entry) => of(entry)?.low),
    column(`${name}_high`, (entry) => of(entry)?.high),
  ]
}

function workColumns(before: string, of: (entry: Entry) => Relation | undefined): Column[] {
  return [
    column(`${before}work`, (entry) => of(entry)?.work),
    column(`${before}more_instructions_per_page`, (entry) => of(entry)?.moreInstructions),
    column(`${before}other_layout`, (entry) => of(entry)?.layouts?.other),
  ]
}

function judgedColumns(name: string, of: (entry: Entry) => Judged | undefined): Column[] {
  return [
    ...intervalColumns(name, (entry) => of(entry)?.interval),
    column(`${name}_verdict`, (entry) => of(entry)?.verdict),
    ...workColumns(`${name}_`, of),
  ]
}

/** No call shape is a step from more rungs. */
const STEP_PLACES = Array.from(
  { length: Math.max(...Object.values(SHAPES).map(({ steps }) => steps.length)) },
  (_, place) => place,
)

const COLUMNS: readonly Column[] = [
  column('cell', ({ cell }) => cell.id),
  ...fields(
    ({ cell }) => cell,
    [
      'title',
      'workload',
      'mode',
      'layout',
      'pgsizeBitmap',
      'bufferBytes',
      'alignment',
      'segments',
      'cold',
    ],
  ),
  column('failing_error', ({ cell }) => cell.failing?.error),
  column('failing_at', ({ cell }) => cell.failing?.at),
  column('failing_page', ({ cell }) => cell.failing?.page),
  column('failing_pages', ({ cell }) => cell.failing?.pages),
  column('row', ({ row }) => row.id),
  ...fields(({ row }) => row, ['engine', 'tier', 'shape', 'format', 'role']),
  column('op', ({ op }) => op),
  column('row_layout', ({ figure }) => figure?.layout),
  column('verdict', ({ figure }) => figure?.verdict),
  ...workColumns('', ({ figure }) => figure),
  column('untimed_reason', ({ cell, row }) => cell.untimed[row.engine]?.reason),
  column('operations', ({ cell, op }) => cell.operations[op]),
  column('bytes', ({ cell, op }) => cell.bytes[op]),
  column('generations', ({ cell }) => cell.generations),
  column('rounds', ({ figure }) => figure?.rounds),
  column('ns_per_operation', ({ figure }) => figure?.nsPerOperation),
  column('ns_per_page', ({ figure, limitNsPerPage }) => figure?.nsPerPage ?? limitNsPerPage),
  column('speedup_estimate', ({ figure }) => figure?.estimate),
  ...intervalColumns('speedup', ({ figure }) => figure?.speedup),
  column('smallest_resolvable', ({ figure }) => figure?.smallestResolvable),
  column('null_band', ({ cell, op, row }) => bandFor(cell, row.format, op)),
  ...PUNT_SHAPES.flatMap((punt) =>
    judgedColumns(`over_${punt.replace('-', '_')}`, ({ figure }) => figure?.left[punt]),
  ),
  ...STEP_PLACES.flatMap((place) => {
    const name = `step${place + 1}`
    return [
      column(`${name}_over`, ({ figure }) => figure?.steps[place]?.over),
      column(`${name}_changes`, ({ figure }) => figure?.steps[place]?.changes.join('; ')),
      ...judgedColumns(name, ({ figure }) => figure?.steps[place]),
    ]
  }),
  ...intervalColumns('io_pgtable_arm_over', ({ library }) => library?.judged.interval),
  column('io_pgtable_arm_over_verdict', ({ library }) => library?.judged.verdict),
  column('io_pgtable_arm_over_other_layout', ({ library }) => library?.layouts?.other),
  column('instructions_per_operation', ({ figure }) => figure?.instructions?.perOperation),
  column('instructions_per_page', ({ figure }) => figure?.instructions?.perPage),
  ...COUNTER_NAMES.map((counter) =>
    column(`count_${snake(counter)}`, ({ figure }) => figure?.counts?.[counter]),
  ),
]

/** The text of figures.csv: a head, then the lines, each with a newline at its end. */
export function csv(analysis: Analysis): string {
  const lines = analysis.cells.flatMap((cell) =>
    analysis.rows.flatMap((row) => entries(analysis, cell, row)),
  )
  return csvText([
    COLUMNS.map(({ name }) => name),
    ...lines.map((entry) => COLUMNS.map(({ of }) => of(entry))),
  ])
}

function entries({ libraries }: Analysis, cell: CellAnalysis, row: RowAnalysis): Entry[] {
  return cell.ops.flatMap((op): Entry[] => {
    const figure = cell.figures[row.id]?.[op]
    const limit = cell.limits.find((one) => one.row === row.id && one.op === op)
    if (figure === undefined && limit === undefined) return []
    const library = libraries.find(
      (one) => one.after === row.id && one.cell === cell.id && one.op === op,
    )
    return [{ cell, row, op, figure, limitNsPerPage: limit?.nsPerPage, library }]
  })
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
