/** What the answers rest on: real traces, each by a short name, and buffers by their sizes. */

import { formatSize, groupBy, MODE_FACTS, MODES, sizesIn } from '../../engines/contract/index.js'
import {
  type Analysis,
  type CellAnalysis,
  type Figure,
  type FigureOp,
  isExplained,
  type Judged,
  judgedOf,
  type RowAnalysis,
} from '../../results/analysis/index.js'
import { pageOf } from '../../results/record/index.js'
import { judgedIn, pagesOf } from '../phrases/index.js'
import { listWords, present, printable } from '../text/index.js'
import type { Shown } from './figure-text.js'

/** A cell and what it is called in a sentence. */
export interface Place {
  cell: CellAnalysis
  /** `the NVMe trace`, `64K`. */
  label: string
  /** The same for a column: `NVMe`, `64K`. */
  short: string
}

/** Buffers that lie alike, and how they do where that is no common case. */
export interface Buffers {
  places: Place[]
  /** Nothing where the mode is the first, and all tables stay; else `lazy `, `non-coherent `. */
  note: string
}

/** A name that is longer is a file's, whose end says what was recorded. */
const LONGEST_NAME = 16

/** Devices of which a trace's title says no more than a driver's name. */
const NETWORK = /^(e1000e?|virtio-net|igb|ixgbe|mlx\d*|vnet)\b/i

/** Real traces, in the run's order. */
export function tracesOf({ cells }: Pick<Analysis, 'cells'>): Place[] {
  const traces = cells.filter(({ workload }) => workload === 'trace')
  const names = traces.map(({ title }) => {
    const [device = title] = title.replace(/^trace /, '').split(',')
    return NETWORK.test(device) ? 'network' : device
  })
  return traces.map((cell, at) => {
    const name = names[at] ?? cell.title
    const isAlone = names.filter((other) => other === name).length === 1
    // Several of one device are told apart by what was recorded, which ends their names.
    const short = printable(isAlone && name.length <= LONGEST_NAME ? name : traceEnd(cell.id))
    return { cell, short, label: `the ${short} trace` }
  })
}

/** `nvme_seq1m` of `trace:arm64-6.1-strict-nvme_seq1m/lists-grouped`. */
export function traceEnd(id: string): string {
  const [named = id] = id.replace(/^trace:/, '').split(/[/@]/)
  return named.split('-').at(-1) || id
}

/**
 * Buffers that the answers are read from, by size: in one piece and aligned, strict and coherent, of
 * the smallest pages, whose tables stay; where a run has none of these, what it has that comes nearest.
 */
export function buffersOf({ cells }: Pick<Analysis, 'cells'>): Buffers {
  const sweeps = cells.filter(
    ({ bufferBytes, workload }) => workload === 'sweep' && bufferBytes !== undefined,
  )
  const [first] = [...groupBy(sweeps, noteOf)].toSorted(
    ([a, x], [b, y]) => a.length - b.length || y.length - x.length,
  )
  if (first === undefined) return { places: [], note: '' }
  const [note, own] = first
  const sorted = own.toSorted((a, b) => (a.bufferBytes ?? 0) - (b.bufferBytes ?? 0))
  return {
    note: note === '' ? '' : `${note.trim()} `,
    places: sorted.map((cell) => {
      const size = sizeOf(cell)
      return { cell, label: size, short: size }
    }),
  }
}

/** The plain buffer of this many bytes in another mode or way to lie, told by its note. */
export function noteOf(cell: CellAnalysis): string {
  const { alignment = 'aligned', layout, mode, pgsizeBitmap, segments } = cell
  return present([
    mode !== MODES[0] && MODE_FACTS[mode].note,
    segments !== undefined && `in ${segments} pieces`,
    alignment !== 'aligned' && alignment.replace('not-co', 'not co'),
    hasContiguousLeaves(cell) && 'in contiguous leaves',
    pgsizeBitmap !== pageOf(cell) &&
      layout !== 'keep' &&
      (layout === 'block' ? 'in blocks' : 'with tables freed'),
  ])
    .map((part) => ` ${part}`)
    .join('')
}

/** `buffers`, `lazy buffers`, `not co-aligned buffers with tables freed`: what a note says of them. */
export function buffersWords(note: string): string {
  const [, before = '', after = ''] = /^(.*?)((?:in|with) .*)?$/.exec(note) ?? []
  return `${before}buffers ${after}`.trim()
}

/** Whether a plain buffer is made of larger leaves although its tables stay: of several entries each. */
function hasContiguousLeaves(cell: CellAnalysis): boolean {
  const { alignment = 'aligned', bufferBytes = 0, layout, pgsizeBitmap, segments } = cell
  if (layout !== 'keep' || alignment !== 'aligned' || segments !== undefined) return false
  return sizesIn(pgsizeBitmap).some((size) => size > pageOf(cell) && size <= bufferBytes)
}

export function sizeOf({ bufferBytes, title }: CellAnalysis): string {
  return bufferBytes === undefined ? printable(title) : formatSize(bufferBytes)
}

export function isOnePage(cell: CellAnalysis): boolean {
  return cell.bufferBytes === pageOf(cell)
}

/** What buffers have in common, in words: `tables kept` and `4K pages`, or what their note says. */
export function commonWords({ note, places }: Buffers): string[] {
  if (places.length === 0) return []
  if (note !== '') return [note.trim()]
  return ['tables kept', `${listWords(pagesOf(places.map(({ cell }) => cell)))} pages`]
}

/** `1M`, `1M non-coherent`, or a title: where a figure is the worst. Tables that are freed say nothing there. */
export function placeWords(cell: CellAnalysis): string {
  return cell.bufferBytes === undefined
    ? printable(cell.title)
    : sizeOf(cell) + noteOf(cell).replace(' with tables freed', '')
}

/** A ratio in a cell. */
export type ShownCell = Shown & { judged: Judged; cell: CellAnalysis }

/** What a figure says of its row, in every place where it does. */
export function shownAt(
  places: readonly Place[],
  row: RowAnalysis | undefined,
  op: FigureOp | 'judged',
  of: (figure: Figure) => Judged | undefined = judgedOf,
): ShownCell[] {
  return places.flatMap(({ cell, label }) => {
    const figure = figureAt(cell, row, op)
    const judged = figure && isTimed(figure) ? of(figure) : undefined
    return judged === undefined ? [] : [{ cell, label, judged }]
  })
}

export function figureAt(
  cell: CellAnalysis,
  row: RowAnalysis | undefined,
  op: FigureOp | 'judged',
): Figure | undefined {
  const direction = op === 'judged' ? judgedIn(cell) : op
  return row && cell.figures[row.id]?.[direction]
}

/** Whether a ratio is one of call shapes: of other calls, and of tables that both keep or both free. */
export function isOfShapes({ judged }: { judged: Judged }): boolean {
  return judged.work === 'differs' && judged.layouts === undefined
}

/**
 * Whether a ratio may be told of choices whose calls may be the same: not across layouts, and not
 * where times differ while nothing that was counted does.
 */
export function isShown({ judged }: { judged: Judged }): boolean {
  return judged.layouts === undefined && (judged.verdict !== 'resolved' || isExplained(judged))
}

function isTimed({ verdict }: Figure): boolean {
  return verdict !== 'missing' && verdict !== 'untimed'
}
