import { compileTape, MAP, type Operation, type Tape, UNMAP } from '../../engines/index.js'
import { sizesOf } from '../../workloads/index.js'
import type { Buffer } from './buffer.js'

/** A buffer's map and then its unmap, which is the last operation. */
export function tapeOf(buffer: Buffer): Tape {
  const { iova, size } = buffer
  return compileTape([
    { op: 'map', timed: true, operations: mapsOf(buffer) },
    { op: 'unmap', timed: true, operations: [{ op: UNMAP, iova, paddr: 0, size }] },
  ])
}

/** One map, or a scatter list of pieces with gaps of a piece's size between them. */
function mapsOf({ iova, paddr, pieces, size }: Buffer): Operation[] {
  const sizes = pieces === undefined ? [size] : sizesOf(pieces, size)
  let at = 0
  return sizes.map((bytes) => {
    const map: Operation = {
      op: MAP,
      iova: iova + at,
      paddr: paddr + 2 * at,
      size: bytes,
      continues: at > 0,
    }
    at += bytes
    return map
  })
}
