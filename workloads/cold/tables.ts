/** Tables beyond the caches: single buffers far apart, in random orders. */
import { compileTape, KIB, randomOf, type Tape } from '../../engines/contract/index.js'
import { tableSpan } from '../cell/cuts.js'
import { operationsOf, unmapOf } from '../cell/operations.js'
import { mapAt, naturalAlignment } from '../cell/place.js'
import { shuffled } from '../cell/shuffle.js'

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
  const [mapped, unmapped] = [shuffled(buffers, random), shuffled(buffers, random)]
  const maps = operationsOf(buffers, (at) => mapAt(mapped[at] * stride, bufferBytes))
  const unmaps = operationsOf(buffers, (at) => unmapOf(mapAt(unmapped[at] * stride, bufferBytes)))
  return compileTape([
    { op: 'map', timed: true, operations: maps },
    { op: 'unmap', timed: true, operations: unmaps },
  ])
}
