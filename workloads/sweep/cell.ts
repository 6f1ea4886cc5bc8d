/** Buffers of one size, mapped side by side and unmapped: the cells that a size sweep is made of. */
import {
  type Alignment,
  compileTape,
  formatSize,
  InputError,
  MAP,
  type Operation,
  PAGE,
} from '../../engines/contract/index.js'
import type { Cell } from '../cell/cell.js'
import {
  domainOf,
  modeSuffix,
  pageSizesLabel,
  pageSizesWords,
  smallestPage,
} from '../cell/domain.js'
import { unmapOf } from '../cell/operations.js'
import { bytesOf, type Piece, piecesLabel } from '../cell/pieces.js'
import { requireBuffer, slotted } from '../cell/place.js'
import { layoutOf, type Segment } from './layout.js'
import type { SweepOptions } from './options.js'

/** The part of an id where every call shape maps alike. */
const BY_PAGE = 'mapped-by-page'

/**
 * A cell of one buffer size: a timed phase that maps every slot, then one that unmaps every slot.
 * @throws InputError where a size does not fit the page sizes, the buffer or the windows
 */
export function sweepCell(options: SweepOptions): Cell {
  const { bufferBytes, pageSizes, alignment, segments, mappedByPage, mode } = options
  const domain = domainOf(pageSizes, mode)
  const page = smallestPage(domain.pgsizeBitmap)
  requireBuffer(bufferBytes, page)
  if (segments !== undefined) requireSegments(segments, bufferBytes, page)
  if (alignment === 'straddling') requireHalves(bufferBytes, page)
  if (mappedByPage) requirePages(options)
  const layout = layoutOf(options)
  const mapOperations = mappedByPage ? mapByPage : mapOf
  const id = sweepId(options)
  return {
    id,
    title: sweepTitle(options, page),
    workload: mappedByPage ? 'common-map' : 'sweep',
    mode,
    domain,
    bufferBytes,
    alignment,
    ...(segments && { segments: piecesLabel(segments) }),
    ops: ['map', 'unmap'],
    ...slotted(id, layout.stride, (slots) => {
      const buffers = layout.slots(slots)
      return compileTape([
        { op: 'map', timed: true, operations: buffers.flatMap(mapOperations) },
        { op: 'unmap', timed: true, operations: buffers.map(unmapWhole) },
      ])
    }),
  }
}

/** A map of a buffer, as a scatter list where it has several segments. */
export function mapOf(segments: readonly Segment[]): Operation[] {
  return segments.map((segment, at) => ({ op: MAP, ...segment, continues: at > 0 }))
}

/** Maps a contiguous buffer page by page, no operation joined to the one before it. */
function mapByPage([{ iova, paddr, size }]: readonly Segment[]): Operation[] {
  return Array.from({ length: size / PAGE }, (_, page) => ({
    op: MAP,
    iova: iova + page * PAGE,
    paddr: paddr + page * PAGE,
    size: PAGE,
  }))
}

/** The unmap of a whole buffer, however it was mapped. */
export function unmapWhole(segments: readonly Segment[]): Operation {
  const size = segments.reduce((bytes, segment) => bytes + segment.size, 0)
  return unmapOf({ iova: segments[0].iova, size })
}

function requireSegments(segments: readonly Piece[], bufferBytes: number, page: number): void {
  const odd = segments.find(({ bytes }) => bytes % page !== 0)
  if (odd !== undefined) {
    throw new InputError(
      `segment ${formatSize(odd.bytes)} is no multiple of the smallest page, ${formatSize(page)}`,
    )
  }
  if (bufferBytes % bytesOf(segments) !== 0) {
    throw new InputError(
      `segments ${piecesLabel(segments)}, ${formatSize(bytesOf(segments))} in all, do not divide the buffer, ${formatSize(bufferBytes)}`,
    )
  }
}

function requireHalves(bufferBytes: number, page: number): void {
  if ((bufferBytes / 2) % page === 0) return
  throw new InputError(
    `buffer ${formatSize(bufferBytes)} has no half of whole pages of ${formatSize(page)} to begin at; take a larger one, or another alignment than straddling`,
  )
}

/** What is mapped page by page could be mapped otherwise, but in pages: that is what it shows. */
function requirePages({ bufferBytes, pageSizes, segments }: SweepOptions): void {
  if (pageSizes.length !== 1 || pageSizes[0] !== '4K') {
    throw new InputError(
      `page sizes ${pageSizesLabel(pageSizes)} are not mapped by page; take 4K alone`,
    )
  }
  if (segments !== undefined) {
    throw new InputError(
      `segments of ${piecesLabel(segments)} are not mapped by page; leave out segments or mapped`,
    )
  }
  if (bufferBytes <= PAGE) {
    throw new InputError(
      `buffer ${formatSize(bufferBytes)} has a single page, which every call shape maps by one call; take a larger one`,
    )
  }
}

/** `2M@4K+2M/unaligned/scatter-16K/lazy`, `8M@4K/scatter-7x1M+16x64K`; what is left out is aligned, contiguous, coherent and strict. */
export function sweepId(options: SweepOptions): string {
  const { bufferBytes, pageSizes, alignment, segments, mappedByPage, mode } = options
  const parts = [`${formatSize(bufferBytes)}@${pageSizesLabel(pageSizes)}`]
  if (alignment !== 'aligned') parts.push(alignment)
  if (segments !== undefined) parts.push(`scatter-${piecesLabel(segments)}`)
  if (mappedByPage) parts.push(BY_PAGE)
  return parts.join('/') + modeSuffix(mode).id
}

function sweepTitle(options: SweepOptions, page: number): string {
  const { bufferBytes, pageSizes, alignment, segments, mappedByPage, mode } = options
  const words = [`${formatSize(bufferBytes)} buffer, ${pageSizesWords(pageSizes)}`]
  if (alignment !== 'aligned')
    words.push(ALIGNMENT_WORDS[alignment](formatSize(page), formatSize(bufferBytes / 2)))
  if (segments !== undefined) words.push(`scattered in ${piecesLabel(segments)} segments`)
  if (mappedByPage) words.push('mapped page by page')
  return words.join(', ') + modeSuffix(mode).words
}

const ALIGNMENT_WORDS: Record<
  Exclude<Alignment, 'aligned'>,
  (page: string, half: string) => string
> = {
  unaligned: (page) => `${page} past its alignment`,
  straddling: (_, half) => `${half} past its alignment`,
  'not-co-aligned': (page) => `paddr ${page} off its alignment`,
}
