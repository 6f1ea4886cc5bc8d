/** The layout of a cell: what its buffers do to the page table, told by what was counted. */
import { addCounts, type Counts } from '../engines/contract/index.js'
import type { Layout, Op } from './schema.js'

/**
 * Computes a cell's layout from the baseline's counts of one cycle, all directions together.
 *
 * - `keep`: leaves of the smallest page size, and the tables stay.
 * - `free`: the same leaves, but none is cleared: whole tables go.
 * - `block`: larger leaves only, and the tables stay.
 * - `mixed`: anything else.
 *
 * @returns `undefined` where nothing was counted, or where the tier cannot see what it takes.
 */
export function layoutOf(counts: Partial<Record<Op, Counts>>): Layout | undefined {
  const parts = Object.values(counts)
  if (parts.length === 0) return undefined
  const { pageLeaves, blockLeaves, leafClears, tableFrees } = parts.reduce(addCounts)
  if (
    pageLeaves === undefined ||
    blockLeaves === undefined ||
    leafClears === undefined ||
    tableFrees === undefined
  ) {
    return undefined
  }
  if (blockLeaves === 0 && tableFrees === 0) return 'keep'
  if (blockLeaves === 0 && leafClears === 0) return 'free'
  if (pageLeaves === 0 && tableFrees === 0) return 'block'
  return 'mixed'
}
