/** Tables beyond the caches: single buffers far apart, in random orders. */
import {
  compileTape,
  KIB,
  MAP,
  type Operation,
  type Operations,
  randomOf,
  type Tape,
} from '../../engines/contract/index.js'
import { tableSpan } from '../cell/cuts.js'
import { IOVA_BASE, naturalAlignment, PADDR_BASE } from '../cell/place.js'
import { shuffled } from '../cell/shuffle.js'
import { unmapOf } from '../cell/unmap.js'

/** Bytes between buffers at least: their ptes lie in lines of their own, two lines apart. */
const SMALLEST_STRIDE = 64 * KIB

/** Bytes of a table. */
const TABLE_BYTES = 4 * KIB

const SEED = 1

/** Bytes from buffer to buffer. */
function strideOf(bufferBytes: number): number {
  return Math.max(SMALLEST_STRIDE, naturalAlignment(bufferBytes))
}

/** Buffers that fill as many tables of the smallest pages as take `tableBytes`. */
export function buffersOver(tableBytes: number, bufferBytes: number, page: number): number {
  return ((tableBytes / TABLE_BYTES) * tableSpan(page)) / strideOf(bufferBytes)
}

/** Maps `buffers` buffers in one random order, and unmaps them in another. */
export function compileTables(buffers: number, bufferBytes: number): Tape {
  const stride = strideOf(bufferBytes)
  const random = randomOf(SEED)
  const maps = inOrder(shuffled(buffers, random), (place) => ({
    op: MAP,
    iova: IOVA_BASE + place * stride,
    paddr: PADDR_BASE + place * stride,
    size: bufferBytes,
  }))
  const unmaps = inOrder(shuffled(buffers, random), (place) =>
    unmapOf({ iova: IOVA_BASE + place * stride, size: bufferBytes }),
  )
  return compileTape([
    { op: 'map', timed: true, operations: maps },
    { op: 'unmap', timed: true, operations: unmaps },
  ])
}

/** Operations made one at a time: a million of them side by side would take 100 MB. */
function inOrder(places: Uint32Array, operationAt: (place: number) => Operation): Operations {
  return {
    length: places.length,
    *[Symbol.iterator]() {
      for (const place of places) yield operationAt(place)
    },
  }
}
