/** Where the buffers of a sweep cell lie, slot by slot. */
import { type Alignment, type Random, randomOf } from '../../engines/contract/index.js'
import { pgsizeBitmapOf, smallestPage } from '../cell/domain.js'
import { sizesOf } from '../cell/pieces.js'
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

/** Options must have been checked: sizes are whole pages, and lists of segments divide the buffer. */
export function layoutOf({
  bufferBytes,
  pageSizes,
  alignment,
  segments,
}: SweepOptions): SlotLayout {
  const page = smallestPage(pgsizeBitmapOf(pageSizes))
  const off = OFF[alignment](page, bufferBytes)
  const stride = naturalAlignment(bufferBytes + off.iova)
  const iovaOf = (slot: number) => IOVA_BASE + slot * stride + off.iova
  const sizes = segments === undefined ? [bufferBytes] : sizesOf(segments, bufferBytes)
  const contiguous = (slot: number): Segment[] => [
    {
      iova: iovaOf(slot),
      paddr: PADDR_BASE + slot * stride + off.paddr,
      size: bufferBytes,
    },
  ]
  const scattered = (slot: number, random: Random): Segment[] => {
    let iova = iovaOf(slot)
    return scatter(sizes, random).map((offset, at) => {
      const segment = {
        iova,
        paddr: PADDR_BASE + 2 * slot * stride + offset + off.paddr,
        size: sizes[at],
      }
      iova += segment.size
      return segment
    })
  }
  return {
    stride,
    slots: (count) => {
      const random = randomOf(SCATTER_SEED)
      return Array.from({ length: count }, (_, slot) =>
        sizes.length === 1 ? contiguous(slot) : scattered(slot, random),
      )
    },
  }
}

/**
 * Where segments of these sizes lie in twice their bytes: each on the largest power of two that divides
 * it, as a page allocator gives them, with a free place of its size behind it, so that no two lie side by
 * side. Those that divide more come first, which leaves no other gaps; among their like the order is random.
 */
function scatter(sizes: readonly number[], random: Random): number[] {
  const place = shuffled(sizes.length, random)
  const powers = sizes.map(dividing)
  const order = sizes
    .map((_, at) => at)
    .sort((a, b) => powers[b] - powers[a] || place[a] - place[b])
  const offsets: number[] = []
  let next = 0
  for (const at of order) {
    offsets[at] = next
    next += 2 * sizes[at]
  }
  return offsets
}

/** The largest power of two that divides a size. */
function dividing(size: number): number {
  let power = 1
  while (size % (2 * power) === 0) power *= 2
  return power
}
