/**
 * Cells that may be read side by side: one kind of workload, tier, page-table format, mode and layout.
 * Mixing layouts or formats up makes nonsense, and what is cold or fails has no place among warm cells that succeed, so every
 * chart and table keeps these groups apart.
 */
import {
  DEFAULT_FORMAT,
  formatWords,
  isVariant,
  LAYOUTS,
  MODE_FACTS,
  MODES,
  WORKLOADS,
} from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, FigureOp, RowAnalysis } from '../../results/analysis/index.js'
import type { Layout, Mode, Workload } from '../../results/record/index.js'
import { capital, present } from '../text/index.js'
import { cellLabels, FIGURE_OPS, LAYOUT_WORDS, WORKLOAD_WORDS } from './terms.js'

/** Cells that may be read side by side, and the rows that ran in them. */
export interface CellGroup {
  tier: string
  /** The page-table format of its rows. */
  format: string
  mode: Mode
  /** Absent where the cells' layout could not be computed. */
  layout: Layout | undefined
  workload: Workload
  /** One line that tells this group from the others of its analysis. */
  heading: string
  cells: CellAnalysis[]
  /** Short labels, unique within the group, by cell id. */
  labels: Map<string, string>
  baseline: RowAnalysis | undefined
  /**
   * The rows that are compared with the baseline, those that were only counted included; neither
   * the null row nor a limit is among them.
   */
  shapes: RowAnalysis[]
  /** Directions that any of the cells has, in the order of reports. */
  ops: FigureOp[]
}

/** All groups: by kind of workload, tier, format, mode and layout. Groups hold one cell or more. */
export function cellGroups(analysis: Analysis): CellGroup[] {
  const tiers = [...new Set(analysis.rows.map(({ tier }) => tier))]
  const nameMode = new Set(analysis.cells.map(({ mode }) => mode)).size > 1
  const groups: CellGroup[] = []
  const shown = tiers
    .filter((tier) => isShown(tier, analysis))
    .flatMap((tier) => formatsOf(analysis.rows, tier).map((format) => ({ tier, format })))
  const nameTier = new Set(shown.map(({ tier }) => tier)).size > 1
  for (const workload of WORKLOADS) {
    for (const { format, tier } of shown) {
      const rows = analysis.rows.filter((row) => row.tier === tier && row.format === format)
      for (const { layout, mode } of PLACES) {
        const cells = analysis.cells.filter(
          (cell) =>
            cell.workload === workload &&
            cell.mode === mode &&
            cell.layout === layout &&
            isIn(cell, rows),
        )
        if (cells.length === 0) continue
        const nameFormat = isFormatNamed({ format, tier }, analysis)
        // With a format there would be no room to explain a layout each time.
        const isShort = nameFormat && groups.some((group) => group.layout === layout)
        const what = layoutHeading(layout, isShort)
        groups.push({
          workload,
          tier,
          format,
          mode,
          layout,
          heading: present([
            workload === 'sweep' ? capital(what) : `${WORKLOAD_WORDS[workload]}, ${what}`,
            nameMode && MODE_FACTS[mode].words,
            nameTier && `tier ${tier}`,
            nameFormat && formatWords(format),
          ]).join('; '),
          cells: workload === 'sweep' ? bySize(cells, (cell) => cell) : cells,
          labels: cellLabels(cells),
          baseline: rows.find(({ role }) => role === 'baseline'),
          shapes: rows.filter(({ role }) => role === 'shape'),
          ops: shownOps(cells),
        })
      }
    }
  }
  return groups
}

/** What cells may be in, in the order of reports. */
export const PLACES = MODES.flatMap((mode) =>
  [...LAYOUTS, undefined].map((layout) => ({ mode, layout })),
)

function layoutHeading(layout: Layout | undefined, isShort: boolean): string {
  if (layout === undefined) return 'layout unknown: what its baseline counted does not tell'
  return `${layout} layout${isShort ? '' : `: ${LAYOUT_WORDS[layout]}`}`
}

/** A tier's formats: the one that ids leave out first, the others as they come. */
export function formatsOf(rows: readonly RowAnalysis[], tier: string): string[] {
  const formats = new Set(rows.flatMap((row) => (row.tier === tier ? [row.format] : [])))
  return [...formats].sort((a, b) => Number(b === DEFAULT_FORMAT) - Number(a === DEFAULT_FORMAT))
}

/**
 * Whether a row's page-table format has to be named: where its tier has several, and where the run has
 * another beside one that ids tell.
 */
export function isFormatNamed(
  { format, tier }: Pick<RowAnalysis, 'format' | 'tier'>,
  { rows }: { rows: readonly RowAnalysis[] },
): boolean {
  const others = rows.filter((row) => row.format !== format)
  return format === DEFAULT_FORMAT ? others.some((row) => row.tier === tier) : others.length > 0
}

/** Buffers that lie alike stand together, the smallest first; suites list them as they please. */
export function bySize<T>(all: readonly T[], cellOf: (one: T) => CellAnalysis): T[] {
  const lieOf = (one: T) => {
    const { alignment, pgsizeBitmap, segments } = cellOf(one)
    return `${pgsizeBitmap} ${alignment} ${segments}`
  }
  const lies = [...new Set(all.map(lieOf))]
  return lies.flatMap((lie) =>
    all
      .filter((one) => lieOf(one) === lie)
      .sort((a, b) => (cellOf(a).bufferBytes ?? 0) - (cellOf(b).bufferBytes ?? 0)),
  )
}

/** Directions that any of the cells is shown in: map and unmap together would say of a common map what neither does. */
export function shownOps(cells: readonly CellAnalysis[]): FigureOp[] {
  return FIGURE_OPS.filter((op) =>
    cells.some(
      ({ ops, workload }) => ops.includes(op) && !(workload === 'common-map' && op === 'sum'),
    ),
  )
}

/** Whether a tier has groups of its own: one that was timed, or any where none was. */
export function isShown(tier: string, { cells, rows }: Analysis): boolean {
  const isTimed = (row: RowAnalysis) => cells.some((cell) => isTimedIn(cell, row))
  return !rows.some(isTimed) || rows.some((row) => row.tier === tier && isTimed(row))
}

/**
 * Whether a cell stands in a group of its rows; a build or driver variant, and a further format, stand
 * only where they were timed.
 */
function isIn(cell: CellAnalysis, rows: readonly RowAnalysis[]): boolean {
  const own = rows.filter(({ id }) => cell.figures[id] !== undefined)
  const isPlain = own.some(({ format, tier }) => !isVariant(tier) && format === DEFAULT_FORMAT)
  return isPlain || own.some((row) => isTimedIn(cell, row))
}

/** Whether a row was meant to be timed in a cell: it has a figure there, or lost it. */
export function isTimedIn({ untimed }: CellAnalysis, { engine }: RowAnalysis): boolean {
  return untimed[engine] === undefined
}

/** The call shapes that were meant to be timed in one of the group's cells or more. */
export function timedShapes({ cells, shapes }: CellGroup): RowAnalysis[] {
  return shapes.filter((row) => cells.some((cell) => isTimedIn(cell, row)))
}

/**
 * Short names of rows, unique within a tier: the call shape, or all that follows the tier where
 * formats or build variants of one shape stand side by side.
 */
export function rowLabel(row: RowAnalysis, rows: readonly RowAnalysis[]): string {
  const alike = rows.filter(
    ({ tier, shape, role }) => tier === row.tier && shape === row.shape && role === row.role,
  )
  const alone = alike.length === 1 && !isFormatNamed(row, { rows })
  return alone ? row.shape : row.id.replace(`${row.tier}/`, '')
}
