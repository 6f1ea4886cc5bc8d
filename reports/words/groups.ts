/**
 * Cells that may be read side by side: one tier, mode, layout and kind of workload. Mixing layouts
 * up makes nonsense, so every chart and table keeps these groups apart.
 */
import type {
  Analysis,
  CellAnalysis,
  Figure,
  FigureOp,
  RowAnalysis,
} from '../../results/analysis/types.js'
import type { Layout, Mode } from '../../results/schema.js'
import { capital } from './format.js'
import { cellLabels, FIGURE_OPS, LAYOUT_WORDS, LAYOUTS, MODE_WORDS } from './terms.js'

/** Cells that may be read side by side, and the rows that ran in them. */
export interface CellGroup {
  tier: string
  mode: Mode
  /** Absent where the cells' layout could not be computed. */
  layout: Layout | undefined
  workload: 'sweep' | 'trace'
  /** One line that tells this group from the others of its analysis. */
  heading: string
  cells: CellAnalysis[]
  /** Short labels, unique within the group, by cell id. */
  labels: Map<string, string>
  baseline: RowAnalysis | undefined
  /** The rows that are compared with the baseline; the null row is not among them. */
  shapes: RowAnalysis[]
  /** Directions that any of the cells has, in the order of reports. */
  ops: FigureOp[]
}

/** All groups: sweeps before traces, then by tier, mode and layout. Groups hold one cell or more. */
export function cellGroups(analysis: Analysis): CellGroup[] {
  const tiers = unique(analysis.rows.map(({ tier }) => tier))
  const modes = unique(analysis.cells.map(({ mode }) => mode))
  const groups: CellGroup[] = []
  for (const workload of ['sweep', 'trace'] as const) {
    for (const tier of tiers) {
      for (const mode of modes) {
        for (const layout of [...LAYOUTS, undefined]) {
          const rows = analysis.rows.filter((row) => row.tier === tier)
          const cells = analysis.cells.filter(
            (cell) =>
              cell.workload === workload &&
              cell.mode === mode &&
              cell.layout === layout &&
              rows.some(({ id }) => cell.figures[id] !== undefined),
          )
          if (cells.length === 0) continue
          const place = { workload, tier, mode, layout }
          groups.push({
            ...place,
            heading: heading(place, tiers.length > 1, modes.length > 1),
            cells,
            labels: cellLabels(cells),
            baseline: rows.find(({ role }) => role === 'baseline'),
            shapes: rows.filter(({ role }) => role === 'shape'),
            ops: FIGURE_OPS.filter((op) => cells.some(({ ops }) => ops.includes(op))),
          })
        }
      }
    }
  }
  return groups
}

function heading(
  { workload, tier, mode, layout }: Pick<CellGroup, 'workload' | 'tier' | 'mode' | 'layout'>,
  nameTier: boolean,
  nameMode: boolean,
): string {
  const what =
    layout === undefined
      ? 'layout unknown: what its baseline counted does not tell'
      : `${layout} layout: ${LAYOUT_WORDS[layout]}`
  return [
    workload === 'trace' ? `Traces, ${what}` : capital(what),
    ...(nameMode ? [MODE_WORDS[mode]] : []),
    ...(nameTier ? [`tier ${tier}`] : []),
  ].join('; ')
}

/** A row's figure in a cell, where it has one. */
export function figureOf(cell: CellAnalysis, row: string, op: FigureOp): Figure | undefined {
  return cell.figures[row]?.[op]
}

/**
 * Short names of rows, unique within a tier: the call shape, or all that follows the tier where
 * formats or build variants of one shape stand side by side.
 */
export function rowLabel(row: RowAnalysis, rows: readonly RowAnalysis[]): string {
  const alike = rows.filter(
    ({ tier, shape, role }) => tier === row.tier && shape === row.shape && role === row.role,
  )
  return alike.length === 1 ? row.shape : row.id.replace(`${row.tier}/`, '')
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
