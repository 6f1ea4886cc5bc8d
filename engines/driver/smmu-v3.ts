import type { Probe } from '../contract/index.js'
import type { Gather } from './gather.js'
import type { DriverOps, Mapped, PageTableOps, TlbOps } from './ops.js'
import type { ScatterList } from './scatter-list.js'

/**
 * The driver layer as arm-smmu-v3 has it: each op is forwarded to the page table as it is, without
 * locks or runtime power management, and invalidations are gathered into one range. In user space
 * there is no command queue: what would be waited for is reported to the probe.
 */
export class SmmuV3 implements DriverOps {
  constructor(
    protected readonly table: PageTableOps,
    protected readonly probe: Probe,
  ) {}

  mapPages(
    iova: number,
    paddr: number,
    pgsize: number,
    pgcount: number,
    prot: number,
    mapped: Mapped,
  ): number {
    COUNT: this.probe.tableCall('map_pages', iova, pgsize, pgcount)
    return this.table.mapPages(iova, paddr, pgsize, pgcount, prot, mapped)
  }

  unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
    COUNT: this.probe.tableCall('unmap_pages', iova, pgsize, pgcount)
    return this.table.unmapPages(iova, pgsize, pgcount, gather)
  }

  mapRange(iova: number, paddr: number, size: number, prot: number, mapped: Mapped): number {
    COUNT: this.probe.tableCall('map_range', iova, 0, size)
    return this.table.mapRange(iova, paddr, size, prot, mapped)
  }

  mapList(iova: number, list: ScatterList, prot: number, mapped: Mapped): number {
    COUNT: this.probe.tableCall('map_list', iova, 0, list.to - list.from)
    return this.table.mapList(iova, list, prot, mapped)
  }

  unmapRange(iova: number, size: number, gather: Gather): number {
    COUNT: this.probe.tableCall('unmap_range', iova, 0, size)
    return this.table.unmapRange(iova, size, gather)
  }

  iotlbSync(gather: Gather): void {
    COUNT: this.probe.sync(false, gather.begin, gather.end, gather.pgsize)
    gather.reset()
    this.table.freeDeferredTables()
  }

  flushQueue(): void {
    this.table.freeDeferredTables()
  }
}

/**
 * A driver half way through the transition: it offers `unmapPages` to the core, over a page table
 * that still takes a page a call.
 */
export class SmmuV3OverPages extends SmmuV3 {
  override unmapPages(iova: number, pgsize: number, pgcount: number, gather: Gather): number {
    let done = 0
    for (let page = 0; page < pgcount; page++) {
      const unmapped = super.unmapPages(iova + done, pgsize, 1, gather)
      if (unmapped === 0) break
      done += unmapped
    }
    return done
  }
}

/** The TLB ops that arm-smmu-v3 gives its page table. */
export class SmmuV3Tlb implements TlbOps {
  constructor(private readonly probe: Probe) {}

  addPage(gather: Gather, iova: number, granule: number): void {
    COUNT: this.probe.tlbAdd(iova, granule)
    if (gather.extend(iova, granule)) return
    if (gather.cannotTake(iova, granule, granule)) this.syncNow(gather)
    gather.add(iova, granule, granule)
  }

  addRange(gather: Gather, iova: number, size: number, granule: number): void {
    COUNT: this.probe.rangeAdd(iova, iova + size, granule)
    if (gather.cannotTake(iova, size, granule)) this.syncNow(gather)
    gather.add(iova, size, granule)
  }

  flushWalk(iova: number, size: number, granule: number): void {
    COUNT: this.probe.flushWalk(iova, size, granule)
  }

  /** Invalidates what was gathered so far: it cannot be one range with what comes next. */
  private syncNow(gather: Gather): void {
    COUNT: this.probe.sync(true, gather.begin, gather.end, gather.pgsize)
    gather.reset()
  }
}
