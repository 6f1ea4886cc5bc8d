/** What charts are of: whose code, and in which cells, each by a few words. */

import { SHAPE_NAMES } from '../../engines/contract/index.js'
import type { Analysis, CellAnalysis, RowAnalysis } from '../../results/analysis/index.js'
import { buffersOf, noteOf, type Source, sizeOf, tracesOf } from '../answer/index.js'
import { printable } from '../text/index.js'

/** A cell as a column has it: what it is, and in the lines beneath what tells it from others. */
export interface Column {
  cell: CellAnalysis
  lines: string[]
}

/** Traces that a chart has room for. */
export const MOST_TRACES = 3
/** Columns for layouts, modes and ways to lie. */
const MOST_KINDS = 6

/**
 * Cells beside the plain buffers: one plain buffer to compare with, then one of each layout, mode and way
 * to lie, of that size where there is one, then a mix and the traces.
 */
export function columnsOf(analysis: Analysis): Column[] {
  const plain = buffersOf(analysis).places.map(({ cell }) => cell)
  const sweeps = analysis.cells.filter(
    (cell) => cell.workload === 'sweep' && cell.bufferBytes !== undefined && !plain.includes(cell),
  )
  const usual = usualSize(sweeps) ?? plain.at(-1)?.bufferBytes
  const like = plain.find(({ bufferBytes }) => bufferBytes === usual) ?? plain.at(-1)
  const kinds = new Map<string, CellAnalysis>()
  for (const cell of sweeps) {
    const known = kinds.get(noteOf(cell))
    const isNearer =
      cell.bufferBytes === usual || (cell.bufferBytes ?? 0) > (known?.bufferBytes ?? 0)
    if (known === undefined || (known.bufferBytes !== usual && isNearer)) {
      kinds.set(noteOf(cell), cell)
    }
  }
  const chosen = [...kinds.values()]
    .toSorted((a, b) => differences(a) - differences(b))
    .slice(0, MOST_KINDS)
  const mix = analysis.cells.find(({ workload }) => workload === 'mix')
  return [
    ...(like === undefined ? [] : [{ cell: like, lines: sweepLines(like) }]),
    ...sweeps
      .filter((cell) => chosen.includes(cell))
      .map((cell) => ({ cell, lines: sweepLines(cell) })),
    ...(mix === undefined ? [] : [{ cell: mix, lines: ['mix', printable(nameOf(mix))] }]),
    ...tracesOf(analysis)
      .slice(0, MOST_TRACES)
      .map(({ cell, short }) => ({ cell, lines: [short, 'trace'] })),
  ]
}

/** The size that most cells have. */
function usualSize(cells: readonly CellAnalysis[]): number | undefined {
  const sizes = cells.flatMap(({ bufferBytes }) => bufferBytes ?? [])
  const times = (size: number) => sizes.filter((one) => one === size).length
  return [...new Set(sizes)].toSorted((a, b) => times(b) - times(a) || a - b)[0]
}

/** In how much a cell is unlike a plain one. */
function differences({ alignment, layout, mode, segments }: CellAnalysis): number {
  return [
    mode !== 'coherent-strict',
    segments !== undefined,
    alignment !== undefined && alignment !== 'aligned',
    layout !== 'keep',
  ].filter(Boolean).length
}

function sweepLines(cell: CellAnalysis): string[] {
  const note = noteOf(cell).trim()
  return [sizeOf(cell), note === '' ? 'tables kept' : note]
}

/** A mix's own name. */
function nameOf({ id }: CellAnalysis): string {
  return id.split(':').at(-1)?.replaceAll('-', ' ') ?? id
}

/** A source's rows in the ladder's order; the baseline with them where times are shown. */
export function rowsOf({ baseline, shapes }: Source, withBaseline = false): RowAnalysis[] {
  return byLadder([...(withBaseline && baseline ? [baseline] : []), ...shapes])
}

/** Rows in the ladder's order; those of no rung last. */
export function byLadder(rows: readonly RowAnalysis[]): RowAnalysis[] {
  const place = ({ shape }: RowAnalysis) => {
    const at = (SHAPE_NAMES as readonly string[]).indexOf(shape)
    return at < 0 ? SHAPE_NAMES.length : at
  }
  return rows.toSorted((a, b) => place(a) - place(b))
}

/** A row's name within its source: of two of one shape, the second keeps its whole id. */
export function rowName(row: RowAnalysis, rows: readonly RowAnalysis[]): string {
  const first = rows.find(({ shape }) => shape === row.shape)
  return printable(first === row ? row.shape : row.id)
}
