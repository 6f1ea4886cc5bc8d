/** The layout of a cell: what its buffers do to the page table, from what was counted. */
import { addCounts, type Counts, PAGE } from '../../engines/contract/index.js'
import type { Layout, Op } from './schema.js'

const ENTRY_BYTES = 8

/**
 * Computes a layout from a row's counts of one cycle, all directions together; a cell's is that of its
 * baseline.
 *
 * - `keep`: leaves of the smallest page size, and the tables stay.
 * - `free`: the same leaves, and the tables of all of them go: unread (io-pgtable-arm), or cleared
 *   leaf by leaf first (generic_pt, `clear-first`).
 * - `block`: larger leaves only, and the tables stay.
 * - `mixed`: anything else.
 *
 * @param page the smallest of the domain, which a table fills
 * @returns `undefined` where nothing was counted, or where the tier cannot see what it takes.
 */
export function layoutOf(
  counts: Partial<Record<Op, Counts>>,
  page: number = PAGE,
): Layout | undefined {
  const parts = Object.values(counts)
  if (parts.length === 0) return undefined
  const { blockLeaves, leafClears, pageLeaves, tableFrees } = parts.reduce(addCounts)
  if (
    pageLeaves === undefined ||
    blockLeaves === undefined ||
    leafClears === undefined ||
    tableFrees === undefined
  ) {
    return undefined
  }
  if (blockLeaves === 0 && tableFrees === 0) return 'keep'
  // What is cleared first must fill the tables that go, or some of it lay in tables that stay.
  const clearedFirst = leafClears === pageLeaves && pageLeaves <= (page / ENTRY_BYTES) * tableFrees
  if (blockLeaves === 0 && (leafClears === 0 || clearedFirst)) return 'free'
  if (pageLeaves === 0 && tableFrees === 0) return 'block'
  return 'mixed'
}
