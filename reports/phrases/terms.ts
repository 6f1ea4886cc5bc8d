/** The words that reports use for the names of the analysis. */
import {
  type Alignment,
  type Cold,
  type Failing,
  formatSize,
  KERNEL_TIERS,
  sizesIn,
} from '../../engines/contract/index.js'
import type { CellAnalysis, FigureOp } from '../../results/analysis/index.js'
import { type Layout, pageOf, type Workload } from '../../results/record/index.js'
import { present } from '../text/index.js'

/** Directions in the order in which reports show them. */
export const FIGURE_OPS: readonly FigureOp[] = ['map', 'unmap', 'sum', 'mixed']

/** Directions in words. */
export const OP_WORDS: Record<FigureOp, string> = {
  map: 'map',
  unmap: 'unmap',
  sum: 'map + unmap',
  mixed: 'mixed',
}

/** What an unmap does to the tables in a cell of each layout. */
export const LAYOUT_WORDS: Record<Layout, string> = {
  keep: 'leaves are cleared one by one and the tables stay',
  free: 'an unmap drops whole tables',
  block: 'leaves larger than a page',
  mixed: 'leaves and tables of several kinds',
}

/** Kinds of workload in words, for headings. */
export const WORKLOAD_WORDS: Record<Workload, string> = {
  sweep: 'Buffers of one size',
  'common-map': 'Unmap after a map that all call shapes share',
  mix: 'Mixed buffers',
  rollback: 'Maps that fail',
  cold: 'Cold',
  trace: 'Traces',
}

/** How buffers lie, in words; what is aligned needs none. */
export const ALIGNMENT_WORDS: Record<Alignment, string> = {
  aligned: '',
  unaligned: 'unaligned',
  straddling: 'half past its alignment',
  'not-co-aligned': 'not co-aligned',
}

/** What is cold, in words. */
const COLD_WORDS: Record<Cold, string> = {
  tables: 'tables beyond the caches',
  'late-unmap': 'unmap long after map',
  'first-map': 'first map into a table',
}

/** Where a map fails, in words. */
const FAILING_WORDS: Record<Failing['at'], string> = {
  'first-page': 'first page',
  'mid-run': 'mid run',
  'table-end': "a table's end",
  'second-size': 'second page size',
}

/** A tier as it is called in a sentence. An unknown tier keeps its own name. */
export function tierWords(tier: string): string {
  const [plain, variant] = tier.split('+')
  const words = plain.startsWith(KERNEL_TIERS)
    ? `Linux ${plain.slice(KERNEL_TIERS.length)}'s own page-table code`
    : TIER_WORDS[plain]
  if (words === undefined) return `tier ${tier}`
  return variant === undefined
    ? words
    : `${words}${VARIANT_WORDS[variant] ?? `, variant ${variant}`}`
}

const TIER_WORDS: Record<string, string> = {
  ts: 'tier ts, TypeScript',
  native: 'tier native, C',
}

const VARIANT_WORDS: Record<string, string> = {
  rpm: ' with runtime PM around driver calls',
  spinlock: ' with a spinlock around driver calls',
  retpoline: ' with retpolines',
  clang: ' compiled by clang',
  'null-tlb-add': ' without tlb_add_page',
}

/** The page sizes of a bitmap: `4K`, `4K+2M`. */
export function formatPageSizes(bitmap: number): string {
  return sizesIn(bitmap).map(formatSize).join('+')
}

/** What "a page" is in these cells: `4K page`, or `page` where they have several. */
export function pageWords(cells: readonly CellAnalysis[]): string {
  const pages = pagesOf(cells)
  return pages.length === 1 ? `${pages[0]} page` : 'page'
}

/** `4K`; `16K` and `64K`. */
export function pagesOf(cells: readonly CellAnalysis[]): string[] {
  return [...new Set(cells.map(pageOf))].toSorted((a, b) => a - b).map(formatSize)
}

/** A buffer as a label names it: its size, or the cell's title where sizes vary. */
function sizeLabel({ bufferBytes, title }: CellAnalysis): string {
  return bufferBytes === undefined ? title : formatSize(bufferBytes)
}

/** How a buffer lies, as parts of a label; none where it is aligned and in one piece. */
function lieLabels(cell: CellAnalysis): string[] {
  const { alignment = 'aligned' } = cell
  return [...(alignment === 'aligned' ? [] : [ALIGNMENT_WORDS[alignment]]), ...pieceLabels(cell)]
}

/** The pieces of a buffer that is in several: never left out, since it is another buffer than one of its size. */
function pieceLabels({ segments }: CellAnalysis): string[] {
  return segments === undefined ? [] : [`${segments} segments`]
}

/** What a failing map or a cold cell is named for; nothing for other cells. */
function namedFor({ failing, cold }: CellAnalysis): string | undefined {
  if (failing !== undefined) return FAILING_WORDS[failing.at]
  return cold === undefined ? undefined : COLD_WORDS[cold]
}

/** What a cell may be called, from short to long; the last one is unique. */
const LABELS: ReadonlyArray<(cell: CellAnalysis) => string> = [
  (cell) => namedFor(cell) ?? joined(sizeLabel(cell), ...pieceLabels(cell)),
  (cell) =>
    cell.failing === undefined
      ? joined(namedFor(cell), sizeLabel(cell), ...lieLabels(cell))
      : joined(namedFor(cell), cell.failing.error),
  (cell) =>
    cell.bufferBytes === undefined
      ? cell.title
      : joined(
          namedFor(cell),
          cell.failing?.error,
          sizeLabel(cell),
          formatPageSizes(cell.pgsizeBitmap),
          ...lieLabels(cell),
        ),
  ({ title }) => title,
  ({ id }) => id,
]

function joined(...parts: ReadonlyArray<string | undefined>): string {
  return present(parts).join(', ')
}

/**
 * Labels of cells by id, each as short as tells it from the others given: the buffer's size and pieces; with
 * how it lies; with the page sizes as well; the title; the id. A failing map is named by where it
 * fails and a cold cell by what is cold.
 */
export function cellLabels(cells: readonly CellAnalysis[]): Map<string, string> {
  return new Map(
    cells.map((cell) => {
      const of = LABELS.find((label) => cells.every((o) => o === cell || label(o) !== label(cell)))
      return [cell.id, of?.(cell) ?? cell.id]
    }),
  )
}
