import { MAP, type Operation } from '../../engines/index.js'
import type { Buffer } from './buffer.js'

/** One map, or a scatter list of pieces with gaps of a piece's size between them. */
export function mapsOf({ iova, paddr, pieces, size }: Buffer): Operation[] {
  const length = pieces ?? size
  const maps: Operation[] = []
  for (let at = 0; at < size; at += length) {
    maps.push({
      op: MAP,
      iova: iova + at,
      paddr: paddr + 2 * at,
      size: Math.min(length, size - at),
      continues: at > 0,
    })
  }
  return maps
}
