/** Unmaps that cut through a block: page tables of some kernels split it, others refuse. */
import type { Region } from './columns/regions.js'

/** Whether a cut within a region goes through what a block larger than the smallest page may map. */
export function splitsBlock({ start, end }: Region, place: number, pgsizeBitmap: number): boolean {
  for (let size = 1; size <= pgsizeBitmap; size *= 2) {
    if (Math.floor(pgsizeBitmap / size) % 2 === 0 || place % size === 0) continue
    const block = Math.floor(place / size) * size
    if (block >= start && block + size <= end) return true
  }
  return false
}
