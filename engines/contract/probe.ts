import type { Counts } from './counters.js'
import type { LayerOp } from './vocabulary.js'

/**
 * Levels at which a gather holds leaves, and tables that went: a bit each, bit 0 for that of the
 * smallest pages, as generic_pt's PT_FEAT_DETAILED_GATHER has them.
 */
export interface GatheredLevels {
  leaves: number
  tables: number
}

/**
 * What the layers report as they work. The counting process hands in a probe that counts. Every
 * report of the built-in engines is a statement labelled `COUNT:`, and the build that is timed has
 * those statements removed (engines/timed-build.mjs): empty calls in their place cost about a tenth
 * of a per-page operation (docs/method.md). An engine of one's own is timed without them too, and any
 * other call of its probe is one of `SILENT`.
 * The two probes never share a process, or the call sites would be polymorphic in the timed one.
 */
export interface Probe {
  /**
   * The core calls the driver. `pgsize` is 0 where the op takes a byte size, then in `count`, or a
   * scatter list, then of `count` segments.
   */
  driverCall(op: LayerOp, iova: number, pgsize: number, count: number): void
  /** The driver calls the page table. */
  tableCall(op: LayerOp, iova: number, pgsize: number, count: number): void
  /** A descent starts at the root. */
  walk(iova: number): void
  /** A table is entered. */
  visit(level: number): void
  readPtes(level: number, index: number, count: number): void
  writePtes(level: number, index: number, count: number): void
  casPte(level: number, index: number): void
  /** Leaves written by a map; `page` where they are of the smallest page size. */
  mapLeaves(page: boolean, count: number): void
  clearLeaves(count: number): void
  /** `count` ptes from `index` on are written back at once. */
  writeBack(index: number, count: number): void
  /** A new table is written back whole before it is published. */
  writeBackTable(): void
  writeBarrier(): void
  publishBarrier(): void
  tlbAdd(iova: number, granule: number): void
  /** A range of leaves is added to the gather at once; `pgsize` bytes each, 0 where that is not known. */
  rangeAdd(start: number, end: number, pgsize: number): void
  flushWalk(iova: number, size: number, granule: number): void
  /**
   * Pending invalidations of `[start, end)` are waited for; `forced` in mid-operation. Nothing was
   * gathered where `end` is not beyond `start`. `pgsize` is 0 where a range was gathered without a
   * page size; `levels` are those that were gathered in its place, where any were.
   */
  sync(
    forced: boolean,
    start: number,
    end: number,
    pgsize: number,
    levels?: GatheredLevels | undefined,
  ): void
  allocTable(level: number): void
  freeTables(count: number): void
  iovaToPhys(iova: number): void
  /** The core's unmap ends, and came to this many bytes. */
  unmapped(bytes: number): void
  /** Takes whole counts: of a probe that has this, tiers that count by themselves report no single event. */
  addCounts?(counts: Counts): void
}

class SilentProbe implements Probe {
  driverCall(): void {}
  tableCall(): void {}
  walk(): void {}
  visit(): void {}
  readPtes(): void {}
  writePtes(): void {}
  casPte(): void {}
  mapLeaves(): void {}
  clearLeaves(): void {}
  writeBack(): void {}
  writeBackTable(): void {}
  writeBarrier(): void {}
  publishBarrier(): void {}
  tlbAdd(): void {}
  rangeAdd(): void {}
  flushWalk(): void {}
  sync(): void {}
  allocTable(): void {}
  freeTables(): void {}
  iovaToPhys(): void {}
  unmapped(): void {}
}

export const SILENT: Probe = new SilentProbe()
