/**
 * How the core cuts an operation: the rule of `iommu_pgsize()` since v5.15, explained in the mail
 * 20210405191112.28192-1, here in plain arithmetic. Engines have their own; a test holds the two
 * against each other.
 */
import { sizesIn } from '../../engines/contract/index.js'

/** Entries of a table of the 4K granule. */
export const TABLE_ENTRIES = 512

/** Bytes that a table with leaves of `pgsize` spans. */
export function tableSpan(pgsize: number): number {
  return TABLE_ENTRIES * pgsize
}

/** What a run holds in one table. */
export interface TableRun {
  /** Index of its first entry in the table. */
  index: number
  count: number
}

/** A run of equal pages that the core asks for at once, and the tables that it goes through. */
export interface Cut {
  pgsize: number
  count: number
  tables: TableRun[]
}

/**
 * The cuts of a map, or of an unmap with `paddr` equal to `iova`. Addresses and `size` are bytes,
 * multiples of the smallest page size in `pgsizeBitmap`.
 */
export function cutsOf(pgsizeBitmap: number, iova: number, paddr: number, size: number): Cut[] {
  const pageSizes = sizesIn(pgsizeBitmap)
  const cuts: Cut[] = []
  for (let done = 0; done < size; ) {
    const at = iova + done
    const to = paddr + done
    const left = size - done
    const which = pageSizes.findLastIndex(
      (bytes) => bytes <= left && at % bytes === 0 && to % bytes === 0,
    )
    if (which < 0) throw new RangeError(`no page size fits ${at}, ${to} and ${left}`)
    const pgsize = pageSizes[which]
    const reach = reachOf(at, to, left, pageSizes[which + 1])
    const count = Math.floor(reach / pgsize)
    cuts.push({ pgsize, count, tables: tableRuns(at, pgsize, count) })
    done += count * pgsize
  }
  return cuts
}

/** Bytes to ask for at once: up to a boundary from which on the next larger page size fits, if it does. */
function reachOf(iova: number, paddr: number, left: number, next: number | undefined): number {
  if (next === undefined || (iova - paddr) % next !== 0) return left
  const toBoundary = next - (iova % next)
  return toBoundary + next <= left ? toBoundary : left
}

function tableRuns(iova: number, pgsize: number, count: number): TableRun[] {
  const runs: TableRun[] = []
  for (let done = 0; done < count; ) {
    const index = (iova / pgsize + done) % TABLE_ENTRIES
    const fitting = Math.min(count - done, TABLE_ENTRIES - index)
    runs.push({ index, count: fitting })
    done += fitting
  }
  return runs
}
