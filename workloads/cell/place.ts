/** Where buffers of cells lie. */
import {
  formatSize,
  GIB,
  InputError,
  MAP,
  type Operation,
  type Tape,
} from '../../engines/contract/index.js'
import type { Cell } from './cell.js'

/** Buffers start here: distinct bases, so that an iova taken for a paddr shows. */
export const IOVA_BASE = 64 * GIB
export const PADDR_BASE = 128 * GIB

/** Memory of pages that are in other buffers' way, apart from theirs. */
export const OTHER_PADDR_BASE = 192 * GIB

/** The widest buffer: with the room that its alignment takes, the two windows stay apart. */
export const LARGEST_BUFFER = 32 * GIB

/** What a tape maps at once at most, one buffer always allowed: 8 MiB of ptes at 4K. */
const LARGEST_TAPE = 4 * GIB
const MOST_SLOTS = 65536

/** The smallest power of two that holds `bytes`. */
export function naturalAlignment(bytes: number): number {
  let alignment = 1
  while (alignment < bytes) alignment *= 2
  return alignment
}

/** The first address from `from` on that is `residue` modulo `modulus`. */
export function nextAddress(from: number, modulus: number, residue: number): number {
  const base = Math.floor(from / modulus) * modulus + residue
  return base < from ? base + modulus : base
}

/** A map of a range, its memory as far into the one window as its iova is into the other. */
export function mapAt(offset: number, size: number): Operation {
  return { op: MAP, iova: IOVA_BASE + offset, paddr: PADDR_BASE + offset, size }
}

/** What a cell has as many buffers of as are asked for, one every `stride` bytes. */
export function slotted(
  id: string,
  stride: number,
  compile: (slots: number) => Tape,
): Pick<Cell, 'maxSlots' | 'compile'> {
  const maxSlots = Math.min(MOST_SLOTS, Math.max(1, Math.floor(LARGEST_TAPE / stride)))
  return {
    maxSlots,
    compile: (slots) => {
      if (Number.isInteger(slots) && slots >= 1 && slots <= maxSlots) return compile(slots)
      throw new RangeError(`slots ${slots} of cell ${id} are not in 1 to ${maxSlots}`)
    },
  }
}

/** @throws InputError where a buffer is no whole number of pages, or too large */
export function requireBuffer(bytes: number, page: number): void {
  if (!(bytes > 0 && bytes <= LARGEST_BUFFER)) {
    throw new InputError(
      `buffer ${formatSize(bytes)} is out of range: ${formatSize(page)} to ${formatSize(LARGEST_BUFFER)}`,
    )
  }
  if (bytes % page !== 0) {
    throw new InputError(
      `buffer ${formatSize(bytes)} is no multiple of the smallest page, ${formatSize(page)}`,
    )
  }
}
