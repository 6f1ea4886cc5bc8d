/** A kernel tree's generic_pt: its rows by format, and the cells that answers of it rest on. */
import { formatSize, MIB, MODE_FACTS } from '../../engines/contract/index.js'
import {
  type Analysis,
  type CellAnalysis,
  type FigureOp,
  isGenericPt,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { figureOf, isTimedIn } from './groups.js'
import { WHOLE } from './key-shapes.js'
import { ALIGNMENT_WORDS, OP_WORDS } from './terms.js'

/** What stands wherever io-pgtable-arm and generic_pt stand beside each other. */
export const OTHER_CODE = 'other code and another format: no ratio of call shapes'

/** How a kernel's core calls generic_pt. */
const RANGE = 'punt-range'

/** A format of generic_pt in one tree. */
interface GenericFormat {
  tier: string
  format: string
  /** One range op for a whole operation, and the same code called for runs of pages. */
  range: RowAnalysis
  pages: RowAnalysis | undefined
}

/** The formats that generic_pt was timed in; build variants only where the plain build was not. */
export function genericFormats({ cells, rows }: Pick<Analysis, 'cells' | 'rows'>): GenericFormat[] {
  const timed = rows.filter(
    (row) => row.role === 'shape' && isGenericPt(row) && cells.some((cell) => isTimedIn(cell, row)),
  )
  const plain = timed.filter(({ tier }) => !tier.includes('+'))
  const shown = plain.length > 0 ? plain : timed
  return shown
    .filter(({ shape }) => shape === RANGE)
    .map((range) => {
      const { format, tier } = range
      const pages = shown.find(
        (row) => row.shape === WHOLE && row.tier === tier && row.format === format,
      )
      return { tier, format, range, pages }
    })
}

/** Buffers that are argued about: 256 pages of 4K, and, half a table past its alignment, 512. */
const BUFFER = MIB
const TWO_HALVES = 2 * MIB

/** A cell in one direction. */
export interface Place {
  cell: CellAnalysis
  op: FigureOp
  /** `unmap of 1M non-coherent`. */
  words: string
  /** Whether its buffer is the first that is argued about, in one mode or another. */
  first: boolean
}

/**
 * The cells that answers rest on: buffers of which no unmap covers a whole table, so that every row
 * keeps its tables. Those of 256 x 4K, strict and non-coherent, and of 2M that lies in two tables;
 * where a run has none of them, the largest of both modes.
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
  if (argued.length > 0) return argued.filter(isFirst)
  const largest = kept.toSorted((a, b) => (b.bufferBytes ?? 0) - (a.bufferBytes ?? 0))
  return largest.filter((cell) => largest.find(({ mode }) => mode === cell.mode) === cell)
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

/**
 * The directions of cells in the order that the field argues about them: unmap of the first, what is
 * non-coherent, map of the first, the others.
 */
export function placesOf(cells: readonly CellAnalysis[]): Place[] {
  const first = cells.find(({ mode }) => mode === 'coherent-strict')
  const rank = (cell: CellAnalysis, op: FigureOp) => {
    if (cell === first) return op === 'unmap' ? 0 : 2
    return cell.mode === 'non-coherent' ? 1 : 3
  }
  return cells
    .flatMap((cell) =>
      (['unmap', 'map'] as const)
        .filter((op) => cell.ops.includes(op))
        .map((op) => ({
          cell,
          op,
          words: `${OP_WORDS[op]} of ${bufferWords(cell)}`,
          first: cell === first || cell.mode === 'non-coherent',
        })),
    )
    .sort((a, b) => rank(a.cell, a.op) - rank(b.cell, b.op))
}

/** `1M`, `1M non-coherent`, `2M half past its alignment`. */
function bufferWords({ alignment, bufferBytes, mode, title }: CellAnalysis): string {
  return [
    bufferBytes === undefined ? title : formatSize(bufferBytes),
    alignment === undefined ? '' : ALIGNMENT_WORDS[alignment],
    mode === 'coherent-strict' ? '' : MODE_FACTS[mode].words,
  ]
    .filter((part) => part !== '')
    .join(' ')
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
  const own = timed.map(({ id }) => figureOf(cell, id, 'unmap')?.layout ?? cell.layout)
  return own.length > 0 && own.every((one) => one === layout)
}

/** Of cells that one name would stand for, the first. */
function isFirst(cell: CellAnalysis, _: number, all: readonly CellAnalysis[]): boolean {
  return all.find((other) => bufferWords(other) === bufferWords(cell)) === cell
}
