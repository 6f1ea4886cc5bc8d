/** How many buffers a cell's tape has side by side: the same on every machine and in every run. */
import { GIB, MIB, type Tape } from '../../../engines/contract/index.js'
import { type Cell, smallestPage } from '../../../workloads/index.js'

/**
 * What a direction takes in nanoseconds by the slower shapes of tier native, roughly: for an
 * operation, and for each leaf. It sizes tapes and nothing else.
 */
const OPERATION_NS = 25
const LEAF_NS = 12
/** A leaf that is written back on its own. */
const WRITTEN_BACK_NS = 20

/** A phase in the mean: long beside what reads the clock, short enough that the tables stay in the caches. */
const MEAN_PHASE_NS = 100_000

/** A phase of the quicker direction, which drops whole tables where leaves are small and none fits a block. */
const SHORTEST_PHASE_NS = 3000

/** Buffers of a cell's tape; a power of two, unless fewer fit. */
export function slotsFor(cell: Cell): number {
  if (cell.maxSlots === 1) return 1
  const leaf = cell.domain.coherent ? LEAF_NS : WRITTEN_BACK_NS
  const map = OPERATION_NS + leaf * leavesOf(cell, 'map')
  const unmap = OPERATION_NS + leaf * leavesOf(cell, 'unmap')
  const wanted = Math.max(
    MEAN_PHASE_NS / ((map + unmap) / 2),
    SHORTEST_PHASE_NS / Math.min(map, unmap),
  )
  return Math.min(2 ** Math.max(0, Math.floor(Math.log2(wanted))), cell.maxSlots)
}

/** What a cycle of a tape takes, roughly, in nanoseconds. */
export function cycleNs({ domain }: Cell, tape: Tape): number {
  const leaf = domain.coherent ? LEAF_NS : WRITTEN_BACK_NS
  let ns = tape.op.length * OPERATION_NS
  for (const bytes of tape.size) ns += (leaf * bytes) / fitting(bytes, domain.pgsizeBitmap)
  return ns
}

/** Leaves that a map of one buffer writes, or entries that its unmap clears: of leaves, or of the tables above them. */
function leavesOf(
  { alignment, bufferBytes = 0, domain: { pgsizeBitmap }, failing }: Cell,
  op: 'map' | 'unmap',
): number {
  if (failing !== undefined) return failing.page + 1
  const apart = op === 'map' && alignment === 'not-co-aligned'
  return bufferBytes / (apart ? smallestPage(pgsizeBitmap) : fitting(bufferBytes, pgsizeBitmap))
}

/** The largest page size that a buffer holds. */
function fitting(bytes: number, pgsizeBitmap: number): number {
  const sizes = [GIB, 2 * MIB].filter((size) => (pgsizeBitmap & size) !== 0 && size <= bytes)
  return sizes[0] ?? smallestPage(pgsizeBitmap)
}
