/**
 * An engine in one small file: a flat table, one entry a page, no levels, nothing to walk. It is
 * no page table that an IOMMU could use, but it shows what an engine must do, and what the levels
 * cost.
 */
import {
  EEXIST,
  type Engine,
  type LeafVisitor,
  MAP,
  type Outcome,
  PAGE,
  type Session,
  type Tape,
} from '../contract/index.js'

class FlatSession implements Session {
  /** Number of the iova's page to physical address. */
  private readonly pages = new Map<number, number>()

  runMaps(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; at++) this.map(tape.iova[at], tape.paddr[at], tape.size[at], into)
  }

  runUnmaps(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; at++) this.unmap(tape.iova[at], tape.size[at], into)
  }

  runMixed(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; at++) {
      if (tape.op[at] === MAP) this.map(tape.iova[at], tape.paddr[at], tape.size[at], into)
      else this.unmap(tape.iova[at], tape.size[at], into)
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

  private map(iova: number, paddr: number, size: number, into: Outcome): void {
    for (let at = 0; at < size; at += PAGE) {
      if (this.pages.has((iova + at) / PAGE)) {
        into.failures++
        into.error = -EEXIST
        return
      }
    }
    for (let at = 0; at < size; at += PAGE) this.pages.set((iova + at) / PAGE, paddr + at)
    into.bytes += size
  }

  private unmap(iova: number, size: number, into: Outcome): void {
    let done = 0
    while (done < size && this.pages.delete((iova + done) / PAGE)) done += PAGE
    into.bytes += done
    if (done < size) into.failures++
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
    insideBlock: 'refused',
    blockOverTable: 'replaced-if-empty',
  },
  open: () => new FlatSession(),
}
