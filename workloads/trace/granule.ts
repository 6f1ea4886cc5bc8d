/** The page size of the kernel that was traced, as far as its maps show it. */
import type { Events } from './columns/events.js'

const GRANULES = [16 * 1024, 64 * 1024]
const WIDEST = 2 ** 20

/** 16K or 64K where every address and size is a multiple of it, and of no more; else `undefined`. */
export function largerGranule(events: Events): number | undefined {
  let bits = 0
  for (let at = 0; at < events.length; at++) {
    bits |= (events.iova(at) % WIDEST) | (events.paddr(at) % WIDEST) | (events.size(at) % WIDEST)
  }
  return GRANULES.find((granule) => (bits & -bits) === granule)
}
