/** Unmaps that cut through a block: page tables of some kernels split it, others refuse. */
import { sizesIn } from '../../engines/contract/index.js'
import type { Region } from './columns/regions.js'

/** Whether a cut within a region goes through what a block larger than the smallest page may map. */
export function splitsBlock({ start, end }: Region, place: number, pgsizeBitmap: number): boolean {
  return sizesIn(pgsizeBitmap).some((size) => {
    const block = Math.floor(place / size) * size
    return block < place && block >= start && block + size <= end
  })
}
