import { Gather, Mapped } from '../driver/index.js'
import { mapWholeRun } from './map-whole.js'
import type { PageTable } from './page-table.js'
import { unmapWholeRun } from './unmap-whole.js'

/**
 * Maps a run as `mapWholeRun`, but unmaps what it had mapped itself when it fails, with TLB
 * maintenance of its own: what the series called a layering violation and left to the core. Adds
 * to `mapped` only what stays.
 */
export function mapWithRollback(
  table: PageTable,
  iova: number,
  paddr: number,
  pgsize: number,
  pgcount: number,
  prot: number,
  mapped: Mapped,
): number {
  const own = new Mapped()
  const error = mapWholeRun(table, iova, paddr, pgsize, pgcount, prot, own)
  if (error === 0) {
    mapped.bytes += own.bytes
  } else if (own.bytes > 0) {
    const gather = new Gather()
    // Nothing is gathered: the whole range is invalidated at once, below.
    gather.start(true)
    unmapWholeRun(table, iova, pgsize, own.bytes / pgsize, gather)
    table.tlb.flushWalk(iova, own.bytes, table.granule)
  }
  return error
}
