import type { Gather, TlbOps } from '../driver/index.js'

/**
 * Leaves of one size, side by side, that an unmap has cleared and not yet put into the gather: they
 * become one range of that page size. What a kernel would hold on its stack for the length of a
 * call; one object is reused for every call, so that none is allocated.
 */
export class NotedRange {
  private start = 0
  private end = 0
  /** Bytes of a leaf; 0 where nothing is noted. */
  private pgsize = 0

  constructor(private readonly tlb: TlbOps) {}

  /** Notes `size` bytes of leaves from `iova` on. What does not follow them is gathered first. */
  note(iova: number, size: number, pgsize: number, gather: Gather): void {
    if (this.pgsize === pgsize && this.end === iova) {
      this.end += size
      return
    }
    this.addTo(gather)
    this.start = iova
    this.end = iova + size
    this.pgsize = pgsize
  }

  /** Puts what is noted into the gather: every call that notes ends so. */
  addTo(gather: Gather): void {
    if (this.pgsize === 0) return
    this.tlb.addRange(gather, this.start, this.end - this.start, this.pgsize)
    this.pgsize = 0
  }
}
