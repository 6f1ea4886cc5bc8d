/**
 * An engine in one small file: a flat table, one entry a page, no levels, nothing to walk. It is
 * no page table that an IOMMU could use, but it shows what an engine must do, and what the levels
 * cost.
 */
import {
  type DomainConfig,
  EEXIST,
  EINVAL,
  type Engine,
  ERANGE,
  endOfList,
  type LeafVisitor,
  MAP,
  type Outcome,
  PAGE,
  type Session,
  type Tape,
} from 'unmap-bench'

class FlatSession implements Session {
  /** Number of the iova's page to physical address. */
  private readonly pages = new Map<number, number>()
  /** Addresses and sizes must be multiples of the smallest page size. */
  private readonly alignment: number
  private readonly iovaEnd: number
  private readonly paddrEnd: number

  constructor({ ias, oas, pgsizeBitmap }: DomainConfig) {
    this.alignment = pgsizeBitmap & -pgsizeBitmap
    this.iovaEnd = 2 ** ias
    this.paddrEnd = 2 ** oas
  }

  runMaps(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; ) {
      const end = endOfList(tape, at, to)
      const error = this.mapList(tape, at, end)
      for (let part = at; error === 0 && part < end; part++) into.bytes += tape.size[part]
      if (error !== 0) {
        into.failures++
        into.error = error
      }
      at = end
    }
  }

  runUnmaps(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; at++) {
      const done = this.unmap(tape.iova[at], tape.size[at])
      into.bytes += done
      if (done < tape.size[at]) into.failures++
    }
  }

  runMixed(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; ) {
      const end = endOfList(tape, at, to)
      if (tape.op[at] === MAP) this.runMaps(tape, at, end, into)
      else this.runUnmaps(tape, at, end, into)
      at = end
    }
  }

  translate(iova: number): number | undefined {
    const paddr = this.pages.get(Math.floor(iova / PAGE))
    return paddr === undefined ? undefined : paddr + (iova % PAGE)
  }

  leaves(visit: LeafVisitor): void {
    for (const page of [...this.pages.keys()].sort((a, b) => a - b)) {
      visit(page * PAGE, this.pages.get(page) ?? 0, PAGE)
    }
  }

  leakedTables(): number {
    return 0
  }

  close(): void {
    this.pages.clear()
  }

  /** Maps the segments of a scatter list, or none of them. Returns 0 or a negated errno. */
  private mapList({ iova, paddr, size }: Tape, from: number, to: number): number {
    for (const column of [iova, paddr, size]) {
      if (column.subarray(from, to).some((bytes) => bytes % this.alignment !== 0)) return -EINVAL
    }
    for (let at = from; at < to; at++) {
      if (iova[at] + size[at] > this.iovaEnd || paddr[at] + size[at] > this.paddrEnd) return -ERANGE
    }
    for (let at = from; at < to; at++) {
      for (let offset = 0; offset < size[at]; offset += PAGE) {
        if (this.pages.has((iova[at] + offset) / PAGE)) return -EEXIST
      }
    }
    for (let at = from; at < to; at++) {
      for (let offset = 0; offset < size[at]; offset += PAGE) {
        this.pages.set((iova[at] + offset) / PAGE, paddr[at] + offset)
      }
    }
    return 0
  }

  /** Unmaps up to the first hole. Returns the bytes unmapped. */
  private unmap(iova: number, size: number): number {
    if (iova % this.alignment !== 0 || size % this.alignment !== 0) return 0
    if (iova + size > this.iovaEnd) return 0
    let done = 0
    while (done < size && this.pages.delete((iova + done) / PAGE)) done += PAGE
    return done
  }
}

export const engine: Engine = {
  id: 'example/flat',
  tier: 'example',
  shape: 'flat',
  format: 'flat',
  summary: 'a flat table: one entry a page, nothing to walk',
  semantics: {
    coveredTable: 'cleared',
    insideBlock: 'split',
    blockOverTable: 'replaced-if-empty',
  },
  open: (domain) => new FlatSession(domain),
}
