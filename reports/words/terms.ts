/** The words that reports use for the names of the analysis. */
import { formatSize, GIB, KIB, MIB } from '../../engines/contract/index.js'
import type { CellAnalysis, FigureOp, Verdict } from '../../results/analysis/types.js'
import type { Layout, Mode } from '../../results/schema.js'

/** Directions in the order in which reports show them. */
export const FIGURE_OPS: readonly FigureOp[] = ['map', 'unmap', 'sum', 'mixed']

/** Directions in words. */
export const OP_WORDS: Record<FigureOp, string> = {
  map: 'map',
  unmap: 'unmap',
  sum: 'map + unmap',
  mixed: 'mixed',
}

/** Layouts in the order in which reports show them. */
export const LAYOUTS: readonly Layout[] = ['keep', 'free', 'block', 'mixed']

/** What an unmap does to the tables in a cell of each layout. */
export const LAYOUT_WORDS: Record<Layout, string> = {
  keep: 'leaves are cleared one by one and the tables stay',
  free: 'an unmap drops whole tables',
  block: '2M or 1G leaves',
  mixed: 'leaves and tables of several kinds',
}

/** Modes in words. */
export const MODE_WORDS: Record<Mode, string> = {
  'coherent-strict': 'coherent, strict',
  'coherent-lazy': 'coherent, lazy',
  'non-coherent': 'non-coherent',
}

/** Verdicts in words. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  resolved: 'resolved',
  'not-resolved': 'not resolved',
  'same-work': 'same work by count',
  missing: 'no figure',
}

/** A tier as it is called in a sentence. An unknown tier keeps its own name. */
export function tierWords(tier: string): string {
  const words: Record<string, string> = {
    ts: 'tier ts, TypeScript',
    native: 'tier native, C',
    linux: "tier linux, the kernel's page-table source",
  }
  return words[tier] ?? `tier ${tier}`
}

/** The page sizes of a bitmap: `4K`, `4K+2M`. */
export function formatPageSizes(bitmap: number): string {
  const sizes = [4 * KIB, 2 * MIB, GIB].filter((size) => Math.floor(bitmap / size) % 2 === 1)
  return sizes.map(formatSize).join('+')
}

/** What a cell may be called, from short to long; the last one is unique. */
const LABELS: ReadonlyArray<(cell: CellAnalysis) => string> = [
  ({ bufferBytes, title }) => (bufferBytes === undefined ? title : formatSize(bufferBytes)),
  ({ bufferBytes, title, pgsizeBitmap }) =>
    bufferBytes === undefined
      ? title
      : `${formatSize(bufferBytes)}, ${formatPageSizes(pgsizeBitmap)}`,
  ({ title }) => title,
  ({ id }) => id,
]

/**
 * Labels of cells by id, each as short as tells it from the others given: the buffer's size, the
 * size with the page sizes, the title, the id.
 */
export function cellLabels(cells: readonly CellAnalysis[]): Map<string, string> {
  return new Map(
    cells.map((cell) => {
      const of = LABELS.find((label) => cells.every((o) => o === cell || label(o) !== label(cell)))
      return [cell.id, of?.(cell) ?? cell.id]
    }),
  )
}

/** A list as English writes it: `a`, `a and b`, `a, b and c`. */
export function listWords(items: readonly string[]): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  return items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

/** `1 cell`, `6 cells`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
