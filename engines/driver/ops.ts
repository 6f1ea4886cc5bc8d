import type { Gather } from './gather.js'
import type { ScatterList } from './scatter-list.js'

/** Bytes mapped so far. A callee adds to it and never sets it, so that partial progress is never lost. */
export class Mapped {
  bytes = 0
}

/**
 * What a page table offers to its driver (`struct io_pgtable_ops`), and a driver to the core
 * (`struct iommu_domain_ops`). Maps return 0 or a negated errno; unmaps return bytes, fewer than
 * asked for where something was not mapped.
 */
export interface MappingOps {
  /** Maps up to `pgcount` pages of `pgsize` bytes; may end early, at a table's end. */
  mapPages(
    iova: number,
    paddr: number,
    pgsize: number,
    pgcount: number,
    prot: number,
    mapped: Mapped,
  ): number
  /** Unmaps up to `pgcount` pages of `pgsize` bytes; may end early, at a table's end. */
  unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number
  /** Maps all of `[iova, iova + size)`, choosing page sizes on the way down. */
  mapRange(iova: number, paddr: number, size: number, prot: number, mapped: Mapped): number
  /** Maps all segments of a scatter list, from `iova` on. */
  mapList(iova: number, list: ScatterList, prot: number, mapped: Mapped): number
  /** Unmaps `[iova, iova + size)`, whatever its leaves are. */
  unmapRange(iova: number, size: number, gather: Gather): number
}

/** What a driver offers to the core. */
export interface DriverOps extends MappingOps {
  /** Waits for what was gathered; only then may tables that went be used again. */
  iotlbSync(gather: Gather): void
  /** Lazy domains: all that was unmapped so far is invalidated; tables that went may be used again. */
  flushQueue(): void
}

/** What a driver offers to its page table (`struct iommu_flush_ops`). */
export interface TlbOps {
  /** Adds a cleared leaf to the gather; syncs first if it would leave a gap or change the page size. */
  addPage(gather: Gather, iova: number, granule: number): void
  /** Adds a whole cleared range at once. */
  addRange(gather: Gather, iova: number, size: number, granule: number): void
  /** Invalidates `[iova, iova + size)` with the walk caches and waits: a table there goes. */
  flushWalk(iova: number, size: number, granule: number): void
}

/** A page table under a driver. */
export interface PageTableOps extends MappingOps {
  /** Frees the tables that unmaps set aside until the iotlb sync. */
  freeDeferredTables(): void
}
