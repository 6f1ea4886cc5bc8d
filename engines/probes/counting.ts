import {
  COUNTER_NAMES,
  type Counter,
  type Counts,
  countersOf,
  DEFAULT_FORMAT,
  type GatheredLevels,
  type Iommu,
  iommusOf,
  type LayerOp,
  type Probe,
} from '../contract/index.js'
import { alignedBlock } from './iommus/aligned-block.js'
import { EVERYTHING, type Gathered } from './iommus/model.js'
import { commandCount, MODELS } from './tlbi.js'

/** ptes in a cache line of 64 bytes, and cache lines in a table of 4 KiB. */
const PTES_PER_LINE = 8
const LINES_PER_TABLE = 64

type Tally = Record<Counter, number>

function nothing(): Tally {
  return Object.fromEntries(COUNTER_NAMES.map((name) => [name, 0])) as Tally
}

/** Counts every event. For the counting process alone: a timing process has the silent probe. */
export class CountingProbe implements Probe {
  private readonly counters: readonly Counter[]
  private readonly iommus: readonly Iommu[]
  private tally = nothing()

  /** @param format of the engine that reports: the counters of other formats' IOMMUs are absent. */
  constructor(format = DEFAULT_FORMAT) {
    this.counters = countersOf(format)
    this.iommus = iommusOf(format)
  }

  /** What was counted since the last call of `take`. */
  take(): Counts {
    const taken = this.tally
    this.tally = nothing()
    return Object.fromEntries(this.counters.map((name) => [name, taken[name]]))
  }

  /** Entries of tables that were read, written or swapped since the last call of `take`. */
  get accesses(): number {
    const { pteCas, pteReads, pteWrites } = this.tally
    return pteReads + pteWrites + pteCas
  }

  /** For tiers that count by themselves, the counters of all formats. */
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
  flushWalk(iova: number, size: number, granule: number): void {
    this.tally.flushWalks++
    this.invalidate({ start: iova, end: iova + size, pgsize: granule, walk: true })
  }
  sync(
    forced: boolean,
    start: number,
    end: number,
    pgsize: number,
    levels?: GatheredLevels | undefined,
  ): void {
    if (end > start) this.invalidate({ start, end, pgsize, levels })
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

  private invalidate(gathered: Gathered): void {
    this.tally.invalidatedBytes += gathered.end - gathered.start
    this.tally.alignedBytes += alignedBlock(gathered).bytes
    for (const { counter, whole } of this.iommus) {
      this.tally[counter] += commandCount(MODELS[counter], gathered)
      if (whole !== undefined && MODELS[counter](gathered) === EVERYTHING) this.tally[whole]++
    }
  }
}
