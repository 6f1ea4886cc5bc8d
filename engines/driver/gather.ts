/**
 * Pending TLB invalidations of one unmap, as `struct iommu_iotlb_gather`: one range of one page
 * size. Addresses are bytes, `end` is exclusive; `pgsize` 0 means that nothing is pending.
 */
export class Gather {
  begin = Number.MAX_SAFE_INTEGER
  end = 0
  pgsize = 0
  /** Set in lazy mode: a flush queue invalidates later, so nothing is gathered. */
  queued = false

  /** Empties the gather for a new operation. */
  start(queued: boolean): void {
    this.queued = queued
    this.reset()
  }

  /** Nothing is pending any more. */
  reset(): void {
    this.begin = Number.MAX_SAFE_INTEGER
    this.end = 0
    this.pgsize = 0
  }

  /** Takes a page that follows what is gathered, the common case; returns whether it did. */
  extend(iova: number, pgsize: number): boolean {
    if (this.pgsize !== pgsize || iova !== this.end) return false
    this.end = iova + pgsize
    return true
  }

  /** Whether `[iova, iova + size)` of pages of `pgsize` would leave a gap or change the page size. */
  cannotTake(iova: number, size: number, pgsize: number): boolean {
    return (
      this.pgsize !== 0 && (this.pgsize !== pgsize || iova > this.end || iova + size < this.begin)
    )
  }

  add(iova: number, size: number, pgsize: number): void {
    this.pgsize = pgsize
    if (iova < this.begin) this.begin = iova
    if (iova + size > this.end) this.end = iova + size
  }
}
