/** Buffers of one size, mapped side by side and unmapped: the cells that a size sweep is made of. */
import {
  compileTape,
  formatSize,
  GIB,
  InputError,
  MAP,
  type Operation,
  type Tape,
  UNMAP,
} from '../engines/contract/index.js'
import type { Cell, Mode } from './cell.js'
import {
  domainOf,
  MODE_SUFFIX,
  type PageSize,
  pageSizesLabel,
  pageSizesWords,
  smallestPage,
} from './domain.js'

/** Buffers start here: distinct bases, so that an iova taken for a paddr shows. */
export const IOVA_BASE = 64 * GIB
export const PADDR_BASE = 128 * GIB

/** The widest buffer: the bases are aligned to it, and the two windows stay apart. */
const LARGEST_BUFFER = 64 * GIB

/** What a tape maps at once at most, one buffer always allowed: 8 MiB of ptes at 4K. */
const LARGEST_TAPE = 4 * GIB
const MOST_SLOTS = 65536

export interface SweepOptions {
  /** Bytes of one buffer. */
  bufferBytes: number
  pageSizes: readonly PageSize[]
  /** Bytes that paddr is off the buffer's natural alignment; 0 is co-aligned. */
  paddrOffset: number
  mode: Mode
}

/**
 * A cell of one buffer size: a timed phase that maps every slot, then one that unmaps every slot.
 * Slots lie side by side at the natural alignment of the buffer.
 * @throws InputError where a size does not fit the page sizes or the windows
 */
export function sweepCell({ bufferBytes, pageSizes, paddrOffset, mode }: SweepOptions): Cell {
  const domain = domainOf(pageSizes, mode)
  const page = smallestPage(domain.pgsizeBitmap)
  if (!(bufferBytes > 0 && bufferBytes <= LARGEST_BUFFER)) {
    throw new InputError(
      `buffer ${formatSize(bufferBytes)} is out of range: ${formatSize(page)} to ${formatSize(LARGEST_BUFFER)}`,
    )
  }
  if (!(paddrOffset >= 0 && paddrOffset <= LARGEST_BUFFER)) {
    throw new InputError(
      `paddr offset ${formatSize(paddrOffset)} is out of range: 0 to ${formatSize(LARGEST_BUFFER)}`,
    )
  }
  requireMultiple('buffer', bufferBytes, page)
  requireMultiple('paddr offset', paddrOffset, page)

  const stride = naturalAlignment(bufferBytes)
  const maxSlots = Math.min(MOST_SLOTS, Math.max(1, Math.floor(LARGEST_TAPE / stride)))
  const size = formatSize(bufferBytes)
  const offset = formatSize(paddrOffset)
  const suffix = MODE_SUFFIX[mode]
  return {
    id: `${size}@${pageSizesLabel(pageSizes)}${paddrOffset === 0 ? '' : `~${offset}`}${suffix.id}`,
    title: `${size} buffer, ${pageSizesWords(pageSizes)}${
      paddrOffset === 0 ? '' : `, paddr off by ${offset}`
    }${suffix.words}`,
    workload: 'sweep',
    mode,
    domain,
    bufferBytes,
    ops: ['map', 'unmap'],
    maxSlots,
    compile: (slots) => {
      if (!Number.isInteger(slots) || slots < 1 || slots > maxSlots) {
        throw new RangeError(`slots ${slots} of cell ${size} are not in 1 to ${maxSlots}`)
      }
      return compileSlots(slots, stride, bufferBytes, paddrOffset)
    },
  }
}

function compileSlots(slots: number, stride: number, size: number, offset: number): Tape {
  const maps: Operation[] = []
  const unmaps: Operation[] = []
  for (let slot = 0; slot < slots; slot++) {
    const iova = IOVA_BASE + slot * stride
    maps.push({ op: MAP, iova, paddr: PADDR_BASE + slot * stride + offset, size })
    unmaps.push({ op: UNMAP, iova, paddr: 0, size })
  }
  return compileTape([
    { op: 'map', timed: true, operations: maps },
    { op: 'unmap', timed: true, operations: unmaps },
  ])
}

/** The smallest power of two that holds `bytes`. */
function naturalAlignment(bytes: number): number {
  let alignment = 1
  while (alignment < bytes) alignment *= 2
  return alignment
}

function requireMultiple(what: string, bytes: number, page: number): void {
  if (bytes % page !== 0) {
    throw new InputError(
      `${what} ${formatSize(bytes)} is no multiple of the smallest page, ${formatSize(page)}`,
    )
  }
}
