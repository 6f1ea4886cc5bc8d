import type { Probe } from '../contract/index.js'
import type { Gather } from './gather.js'
import type { PageTableOps } from './ops.js'
import { SmmuV3, SmmuV3Tlb } from './smmu-v3.js'

/**
 * A driver that gathers one range for each call of its page table, in place of a call from the page
 * table for each leaf: it lets the table believe that a flush queue invalidates later, and adds what
 * came back. The gather needs its page size set, and a sync first at a gap or another page size,
 * since adding a range does neither by itself (ee2c2044-e329-4cdd-ac35-9365824d3677@arm.com).
 */
export class SmmuV3RangeGather extends SmmuV3 {
  protected readonly tlb = new SmmuV3Tlb(this.probe)

  override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
    if (gather.queued) return super.unmapPages(iova, pgsize, pgcount, gather)
    gather.queued = true
    const unmapped = super.unmapPages(iova, pgsize, pgcount, gather)
    gather.queued = false
    if (unmapped > 0) this.tlb.addRange(gather, iova, unmapped, pgsize)
    return unmapped
  }
}

/**
 * The same over a format with leaves of several entries: an IOMMU may keep each of these by itself, so
 * that what is added is a range of entries.
 */
export class SmmuV3RangeGatherOfEntries extends SmmuV3RangeGather {
  /** @param entrySizes of the format's leaves of one entry, one bit each. */
  constructor(
    table: PageTableOps,
    probe: Probe,
    private readonly entrySizes: number,
  ) {
    super(table, probe)
  }

  override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
    if (gather.queued) return super.unmapPages(iova, pgsize, pgcount, gather)
    gather.queued = true
    const unmapped = super.unmapPages(iova, pgsize, pgcount, gather)
    gather.queued = false
    const entries = this.entrySizes & (pgsize | (pgsize - 1))
    if (unmapped > 0) this.tlb.addRange(gather, iova, unmapped, 1 << (31 - Math.clz32(entries)))
    return unmapped
  }
}
