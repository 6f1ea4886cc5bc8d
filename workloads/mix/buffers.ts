/** Kinds of buffers in a mix: how large, how often, and where they may lie. */
import { formatSize, InputError, parseSize } from '../../engines/contract/index.js'
import { cutsOf } from '../cell/cuts.js'
import { largestPageWithin, PAGE_SIZES, smallestPage } from '../cell/domain.js'
import { bytesOf, type Piece, parsePieces, piecesLabel } from '../cell/pieces.js'
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
  const parts = partsOf(label)
  const bytes = bytesOf(parts)
  requireBuffer(bytes, smallestPage(pgsizeBitmap))
  const largest = Math.max(...parts.map((part) => part.bytes))
  const before = bytesOf(
    parts.slice(
      0,
      parts.findIndex((part) => part.bytes === largest),
    ),
  )
  const alignment = largestPageWithin(pgsizeBitmap, bytes)
  const residue = (alignment - (before % alignment)) % alignment
  if (residue % smallestPage(pgsizeBitmap) !== 0) {
    throw new InputError(
      `pages ${label} are smaller than the smallest page, ${formatSize(smallestPage(pgsizeBitmap))}`,
    )
  }
  const cuts = cutsOf(pgsizeBitmap, residue, residue, bytes)
  const cutUp = piecesLabel(cuts.map(({ count, pgsize }) => ({ bytes: pgsize, count })))
  if (cutUp !== piecesLabel(parts)) {
    throw new InputError(
      `pages ${label} would be mapped as ${cutUp}: write that, or other page sizes`,
    )
  }
  return { label, bytes, weight, alignment, residue }
}

function partsOf(label: string): Piece[] {
  const parts = parsePieces(label)
  const wrong = parts?.find(({ bytes }) => !isPageSize(bytes))
  if (parts !== undefined && wrong === undefined) return parts
  const text = wrong === undefined ? label : piecesLabel([wrong])
  throw new InputError(
    `pages ${label}: ${JSON.stringify(text)} is no number of pages; write 14x2M, of ${PAGE_SIZES.join(', ')}`,
  )
}

function isPageSize(bytes: number): boolean {
  return PAGE_SIZES.some((name) => parseSize(name) === bytes)
}
