import type { Probe } from '../../../engines/contract/index.js'
import type { Interval } from './intervals.js'

/** What can be seen of how an engine takes translations away, in the order in which it reports it. */
export type Event =
  /** `count` ptes from `index` of a table on were stored. */
  | { kind: 'write'; index: number; count: number }
  /** A pte was stored by compare-and-swap: one that leads to a new table, or a mark in it. */
  | { kind: 'cas'; index: number }
  /** What was stored before is visible before what is stored next; `publish`: before a table is. */
  | { kind: 'barrier'; publish: boolean }
  /** They were written back for a walker that does not snoop caches. */
  | { kind: 'write-back'; index: number; count: number }
  | { kind: 'write-back-table' }
  /** A page of `pgsize` bytes, or a range of such pages; 0 where a range has no page size. */
  | ({ kind: 'add'; pgsize: number } & Interval)
  | ({ kind: 'flush-walk' } & Interval)
  /** `pgsize` is that of the gather; 0 where that has none, or where nothing was gathered. */
  | ({ kind: 'sync'; forced: boolean; pgsize: number } & Interval)
  | { kind: 'alloc' }
  | { kind: 'free'; count: number }

/** Records what one operation reported of its invalidations, ptes and tables. */
export class InvalidationProbe implements Probe {
  /** Tables allocated and not freed, by the engine's own reports since the session was opened. */
  tablesInUse = 0
  /** Whether anything was ever reported: an engine that reports nothing cannot be judged by it. */
  reports = false
  /** Events since `clear`. */
  events: Event[] = []
  /** Bytes that leaves written since `clear` lead to; a block counts as `blockSize`. */
  mappedBytes = 0

  /** @param blockSize bytes of a leaf that is no page: the domain has one such size at most. */
  constructor(
    private readonly pageSize: number,
    private readonly blockSize: number,
  ) {}

  /** Clears for the next operation. */
  clear(): void {
    this.events = []
    this.mappedBytes = 0
  }

  /** What was gathered, page by page or in ranges, or flushed with the walk caches. */
  get gathered(): Interval[] {
    return this.events.filter((event) => event.kind === 'add' || event.kind === 'flush-walk')
  }

  /** What was invalidated and waited for. */
  get invalidated(): Interval[] {
    return this.events.filter((event) => event.kind === 'sync' || event.kind === 'flush-walk')
  }

  driverCall(): void {
    this.reports = true
  }
  tableCall(): void {
    this.reports = true
  }
  walk(): void {
    this.reports = true
  }
  visit(): void {}
  readPtes(): void {}
  writePtes(_level: number, index: number, count: number): void {
    this.add({ kind: 'write', index, count })
  }
  casPte(_level: number, index: number): void {
    this.add({ kind: 'cas', index })
  }
  mapLeaves(page: boolean, count: number): void {
    this.mappedBytes += count * (page ? this.pageSize : this.blockSize)
  }
  clearLeaves(): void {}
  writeBack(index: number, count: number): void {
    this.add({ kind: 'write-back', index, count })
  }
  writeBackTable(): void {
    this.add({ kind: 'write-back-table' })
  }
  writeBarrier(): void {
    this.add({ kind: 'barrier', publish: false })
  }
  publishBarrier(): void {
    this.add({ kind: 'barrier', publish: true })
  }
  tlbAdd(iova: number, granule: number): void {
    this.add({ kind: 'add', pgsize: granule, start: iova, end: iova + granule })
  }
  rangeAdd(start: number, end: number, pgsize: number): void {
    this.add({ kind: 'add', pgsize, start, end })
  }
  flushWalk(iova: number, size: number): void {
    this.add({ kind: 'flush-walk', start: iova, end: iova + size })
  }
  sync(forced: boolean, start: number, end: number, pgsize: number): void {
    this.add({ kind: 'sync', forced, pgsize, start, end })
  }
  allocTable(): void {
    this.tablesInUse++
    this.add({ kind: 'alloc' })
  }
  freeTables(count: number): void {
    this.tablesInUse -= count
    this.add({ kind: 'free', count })
  }
  iovaToPhys(): void {}
  unmapped(): void {}

  private add(event: Event): void {
    this.reports = true
    this.events.push(event)
  }
}
