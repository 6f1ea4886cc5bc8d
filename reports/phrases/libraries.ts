/** A kernel tree's generic_pt: its rows by format, and the cells that answers of it rest on. */
import { isVariant, MIB, MODE_FACTS } from '../../engines/contract/index.js'
import {
  type Analysis,
  type CellAnalysis,
  isGenericPt,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { isTimedIn } from './groups.js'

/** What stands wherever io-pgtable-arm and generic_pt stand beside each other. */
export const OTHER_CODE = 'other code and another format: no ratio of call shapes'

/** How a kernel's core calls generic_pt. */
const RANGE = 'punt-range'

/** generic_pt's range op, by tree and format; build variants only where the plain build was not timed. */
export function genericRanges({ cells, rows }: Pick<Analysis, 'cells' | 'rows'>): RowAnalysis[] {
  const timed = rows.filter(
    (row) => row.role === 'shape' && isGenericPt(row) && cells.some((cell) => isTimedIn(cell, row)),
  )
  const plain = timed.filter(({ tier }) => !isVariant(tier))
  return (plain.length > 0 ? plain : timed).filter(({ shape }) => shape === RANGE)
}

/** Buffers that are argued about: 256 pages of 4K, and, half a table past its alignment, 512. */
const BUFFER = MIB
const TWO_HALVES = 2 * MIB

/**
 * The cells that answers rest on: buffers of which no unmap covers a whole table, so that every row
 * keeps its tables. Those of 256 x 4K, strict and non-coherent, and of 2M that lies in two tables;
 * where a run has none of them, the largest of both modes. The first strict one comes first, then what
 * is non-coherent.
 */
export function keptCells(
  { cells }: Pick<Analysis, 'cells'>,
  rows: readonly RowAnalysis[],
): CellAnalysis[] {
  const kept = cells
    .filter(({ mode }) => MODE_FACTS[mode].strict)
    .filter((cell) => isPlain(cell) && isOf('keep', cell, rows))
  const argued = kept.filter(
    ({ alignment = 'aligned', bufferBytes }) =>
      (alignment === 'aligned' && bufferBytes === BUFFER) ||
      (alignment === 'straddling' && bufferBytes === TWO_HALVES),
  )
  const largest = kept.toSorted((a, b) => (b.bufferBytes ?? 0) - (a.bufferBytes ?? 0))
  const shown = argued.length > 0 ? firsts(argued, nameOf) : firsts(largest, ({ mode }) => mode)
  const strict = shown.find(({ mode }) => mode === 'coherent-strict')
  const rank = (cell: CellAnalysis) => (cell === strict ? 0 : cell.mode === 'non-coherent' ? 1 : 2)
  return shown.toSorted((a, b) => rank(a) - rank(b))
}

/** The largest strict cell in which every row frees its tables, if there is one. */
export function freedCell(
  { cells }: Pick<Analysis, 'cells'>,
  rows: readonly RowAnalysis[],
): CellAnalysis | undefined {
  const [largest] = cells
    .filter(({ mode }) => mode === 'coherent-strict')
    .filter((cell) => isPlain(cell) && isOf('free', cell, rows))
    .sort((a, b) => (b.bufferBytes ?? 0) - (a.bufferBytes ?? 0))
  return largest
}

/** Cells of one name are one buffer: formats of several page sizes may have it twice. */
function nameOf({ alignment = 'aligned', bufferBytes, mode }: CellAnalysis): string {
  return `${bufferBytes} ${alignment} ${mode}`
}

function isPlain({ bufferBytes, segments, workload }: CellAnalysis): boolean {
  return workload === 'sweep' && segments === undefined && bufferBytes !== undefined
}

/** Whether all of these rows that were timed in a cell have one layout there. */
function isOf(
  layout: CellAnalysis['layout'],
  cell: CellAnalysis,
  rows: readonly RowAnalysis[],
): boolean {
  const timed = rows.filter((row) => isTimedIn(cell, row))
  const own = timed.map(({ id }) => cell.figures[id]?.unmap?.layout ?? cell.layout)
  return own.length > 0 && own.every((one) => one === layout)
}

/** Of cells that one name would stand for, the first. */
function firsts(cells: readonly CellAnalysis[], of: (cell: CellAnalysis) => string) {
  return cells.filter((cell) => cells.find((other) => of(other) === of(cell)) === cell)
}
