import {
  ARM_LPAE_IOMMUS,
  COUNTER_NAMES,
  type Counts,
  type LayerOp,
  type Probe,
  zeroCounts,
} from '../contract/index.js'
import { ARM_LPAE_MODELS, commandCount } from './tlbi.js'

/** ptes in a cache line of 64 bytes, and cache lines in a table of 4 KiB. */
const PTES_PER_LINE = 8
const LINES_PER_TABLE = 64

/** Counts every event. For the counting process alone: a timing process has the silent probe. */
export class CountingProbe implements Probe {
  private tally = zeroCounts()

  /** What was counted since the last call of `take`. */
  take(): Counts {
    const taken = this.tally
    this.tally = zeroCounts()
    return taken
  }

  /** For tiers that count by themselves. */
  addCounts(counts: Counts): void {
    for (const name of COUNTER_NAMES) this.tally[name] += counts[name] ?? 0
  }

  driverCall(): void {
    this.tally.driverCalls++
  }
  tableCall(_op: LayerOp, _iova: number, _pgsize: number, _count: number): void {
    this.tally.tableCalls++
  }
  walk(): void {
    this.tally.walks++
  }
  visit(): void {
    this.tally.levels++
  }
  readPtes(_level: number, _index: number, count: number): void {
    this.tally.pteReads += count
  }
  writePtes(_level: number, _index: number, count: number): void {
    this.tally.pteWrites += count
  }
  casPte(): void {
    this.tally.pteCas++
  }
  mapLeaves(page: boolean, count: number): void {
    if (page) this.tally.pageLeaves += count
    else this.tally.blockLeaves += count
  }
  clearLeaves(count: number): void {
    this.tally.leafClears += count
  }
  writeBack(index: number, count: number): void {
    this.tally.writeBacks++
    const first = Math.floor(index / PTES_PER_LINE)
    const last = Math.floor((index + count - 1) / PTES_PER_LINE)
    this.tally.writeBackLines += last - first + 1
  }
  writeBackTable(): void {
    this.tally.writeBackLines += LINES_PER_TABLE
  }
  writeBarrier(): void {
    this.tally.writeBarriers++
  }
  publishBarrier(): void {
    this.tally.publishBarriers++
  }
  tlbAdd(): void {
    this.tally.tlbAdds++
  }
  rangeAdd(): void {
    this.tally.rangeAdds++
  }
  flushWalk(_iova: number, size: number, granule: number): void {
    this.tally.flushWalks++
    this.invalidate(size, granule)
  }
  sync(forced: boolean, start: number, end: number, pgsize: number): void {
    if (pgsize !== 0) this.invalidate(end - start, pgsize)
    if (forced) this.tally.forcedSyncs++
    else this.tally.finalSyncs++
  }
  allocTable(): void {
    this.tally.tableAllocs++
  }
  freeTables(count: number): void {
    this.tally.tableFrees += count
  }
  unmapped(bytes: number): void {
    this.tally.unmappedBytes += bytes
  }
  iovaToPhys(): void {
    this.tally.iovaToPhys++
  }

  private invalidate(bytes: number, pgsize: number): void {
    this.tally.invalidatedBytes += bytes
    for (const { counter } of ARM_LPAE_IOMMUS) {
      this.tally[counter] += commandCount(ARM_LPAE_MODELS[counter], bytes / pgsize)
    }
  }
}
