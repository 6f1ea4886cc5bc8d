/** Kinds of buffers in a mix: how large, how often, and where they may lie. */
import { formatSize, InputError, parseSize } from '../../engines/contract/index.js'
import { cutsOf } from '../cell/cuts.js'
import { largestPageWithin, PAGE_SIZES, smallestPage } from '../cell/domain.js'
import { naturalAlignment, requireBuffer } from '../cell/place.js'

/** A buffer of a size, or of pages listed one by one: `14x2M+3x1G+3x2M`. */
export type BufferOptions = { size: number; weight: number } | { pages: string; weight: number }

export interface BufferKind {
  label: string
  bytes: number
  weight: number
  /** The iova is `residue` modulo `alignment`, both bytes. */
  alignment: number
  residue: number
}

interface Part {
  pgsize: number
  count: number
}

/**
 * What a mix needs to know of a kind of buffer.
 * @throws InputError where it does not fit the domain's page sizes
 */
export function bufferKind(options: BufferOptions, pgsizeBitmap: number): BufferKind {
  return 'size' in options
    ? sizedKind(options.size, options.weight, pgsizeBitmap)
    : recipeKind(options.pages, options.weight, pgsizeBitmap)
}

/** Lies at its natural alignment. */
function sizedKind(bytes: number, weight: number, pgsizeBitmap: number): BufferKind {
  requireBuffer(bytes, smallestPage(pgsizeBitmap))
  const alignment = naturalAlignment(bytes)
  return { label: formatSize(bytes), bytes, weight, alignment, residue: 0 }
}

/**
 * Lies so that the first of its largest pages begins on its page size, and the others with it: all
 * that could be mapped by larger pages is, wherever it is placed.
 */
function recipeKind(label: string, weight: number, pgsizeBitmap: number): BufferKind {
  const parts = label.split('+').map((part) => parsePart(part, label))
  const bytes = parts.reduce((sum, { pgsize, count }) => sum + pgsize * count, 0)
  requireBuffer(bytes, smallestPage(pgsizeBitmap))
  const largest = Math.max(...parts.map(({ pgsize }) => pgsize))
  const first = parts.findIndex(({ pgsize }) => pgsize === largest)
  const before = parts.slice(0, first).reduce((sum, { pgsize, count }) => sum + pgsize * count, 0)
  const alignment = largestPageWithin(pgsizeBitmap, bytes)
  const residue = (alignment - (before % alignment)) % alignment
  if (residue % smallestPage(pgsizeBitmap) !== 0) {
    throw new InputError(
      `pages ${label} are smaller than the smallest page, ${formatSize(smallestPage(pgsizeBitmap))}`,
    )
  }
  const cuts = cutsOf(pgsizeBitmap, residue, residue, bytes)
  if (describe(cuts) !== describe(parts)) {
    throw new InputError(
      `pages ${label} would be mapped as ${describe(cuts)}: write that, or other page sizes`,
    )
  }
  return { label, bytes, weight, alignment, residue }
}

function parsePart(text: string, label: string): Part {
  const match = /^([1-9]\d{0,6})x(\w+)$/.exec(text)
  const pgsize = PAGE_SIZES.find((name) => name === match?.[2])
  if (match === null || pgsize === undefined) {
    throw new InputError(
      `pages ${label}: ${JSON.stringify(text)} is no number of pages; write 14x2M, of ${PAGE_SIZES.join(', ')}`,
    )
  }
  return { pgsize: parseSize(pgsize) ?? 0, count: Number(match[1]) }
}

/** Parts as a recipe has them, neighbours of one size joined. */
function describe(parts: readonly Part[]): string {
  const joined: Part[] = []
  for (const { pgsize, count } of parts) {
    const last = joined.at(-1)
    if (last?.pgsize === pgsize) last.count += count
    else joined.push({ pgsize, count })
  }
  return joined.map(({ pgsize, count }) => `${count}x${formatSize(pgsize)}`).join('+')
}
