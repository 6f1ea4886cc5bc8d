/** Where the buffers of a sweep cell lie, slot by slot. */
import { type Alignment, type Random, randomOf } from '../../engines/contract/index.js'
import { pgsizeBitmapOf, smallestPage } from '../cell/domain.js'
import { IOVA_BASE, naturalAlignment, PADDR_BASE } from '../cell/place.js'
import { shuffled } from '../cell/shuffle.js'
import type { SweepOptions } from './options.js'

/** A piece of a buffer that lies side by side in physical memory. */
export interface Segment {
  iova: number
  paddr: number
  size: number
}

/** Bytes that iova and paddr are past a buffer's alignment. */
const OFF: Record<Alignment, (page: number, buffer: number) => { iova: number; paddr: number }> = {
  aligned: () => ({ iova: 0, paddr: 0 }),
  unaligned: (page) => ({ iova: page, paddr: page }),
  straddling: (_, buffer) => ({ iova: buffer / 2, paddr: buffer / 2 }),
  'not-co-aligned': (page) => ({ iova: 0, paddr: page }),
}

const SCATTER_SEED = 1

export interface SlotLayout {
  /** Bytes from slot to slot. A power of two that holds a buffer with its tail, so that all slots are cut alike. */
  stride: number
  /** The segments of each slot in turn, from the first: a contiguous buffer is one. */
  slots(count: number): Segment[][]
}

/** Options must have been checked: sizes are whole pages, and segments divide the buffer. */
export function layoutOf({
  bufferBytes,
  pageSizes,
  alignment,
  segmentBytes = bufferBytes,
}: SweepOptions): SlotLayout {
  const page = smallestPage(pgsizeBitmapOf(pageSizes))
  const off = OFF[alignment](page, bufferBytes)
  const stride = naturalAlignment(bufferBytes + off.iova)
  const iovaOf = (slot: number) => IOVA_BASE + slot * stride + off.iova
  const contiguous = (slot: number): Segment[] => [
    {
      iova: iovaOf(slot),
      paddr: PADDR_BASE + slot * stride + off.paddr,
      size: bufferBytes,
    },
  ]
  const scattered = (slot: number, random: Random): Segment[] =>
    // A free place behind each segment, so that no two lie side by side.
    Array.from(shuffled(bufferBytes / segmentBytes, random), (place, at) => ({
      iova: iovaOf(slot) + at * segmentBytes,
      paddr: PADDR_BASE + 2 * (slot * stride + place * segmentBytes) + off.paddr,
      size: segmentBytes,
    }))
  return {
    stride,
    slots: (count) => {
      const random = randomOf(SCATTER_SEED)
      return Array.from({ length: count }, (_, slot) =>
        segmentBytes === bufferBytes ? contiguous(slot) : scattered(slot, random),
      )
    },
  }
}
