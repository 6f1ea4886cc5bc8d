import { type GatheredLevels, InputError, type LayerOp, type Probe } from '../../engines/index.js'
import type { Event } from './event.js'

/** More events than anyone reads, at about 100 bytes each. */
const MOST_EVENTS = 1_000_000

/**
 * Records what the layers report, in the order of the reports. What has no effect, such as a
 * write of 0 ptes, is left out.
 */
export class EventProbe implements Probe {
  private events: Event[] = []

  /**
   * @param what is recorded, for an error.
   * @param most events of one operation, beyond which it is refused as too long to print.
   */
  constructor(
    private readonly what: string,
    private readonly most = MOST_EVENTS,
  ) {}

  /** The events since the last call of `take`. */
  take(): Event[] {
    const taken = this.events
    this.events = []
    return taken
  }

  driverCall(op: LayerOp, iova: number, pgsize: number, count: number): void {
    this.add({ type: 'driver-call', op, iova, pgsize, count })
  }
  tableCall(op: LayerOp, iova: number, pgsize: number, count: number): void {
    this.add({ type: 'table-call', op, iova, pgsize, count })
  }
  walk(iova: number): void {
    this.add({ type: 'walk', iova })
  }
  visit(level: number): void {
    this.add({ type: 'visit', level })
  }
  readPtes(level: number, index: number, count: number): void {
    if (count > 0) this.add({ type: 'read', level, index, count })
  }
  writePtes(level: number, index: number, count: number): void {
    if (count > 0) this.add({ type: 'write', level, index, count })
  }
  casPte(level: number, index: number): void {
    this.add({ type: 'cas', level, index })
  }
  mapLeaves(page: boolean, count: number): void {
    if (count > 0) this.add({ type: 'map-leaves', page, count })
  }
  clearLeaves(count: number): void {
    if (count > 0) this.add({ type: 'clear-leaves', count })
  }
  writeBack(index: number, count: number): void {
    this.add({ type: 'write-back', index, count })
  }
  writeBackTable(): void {
    this.add({ type: 'write-back-table' })
  }
  writeBarrier(): void {
    this.add({ type: 'write-barrier' })
  }
  publishBarrier(): void {
    this.add({ type: 'publish-barrier' })
  }
  tlbAdd(iova: number, granule: number): void {
    this.add({ type: 'tlb-add', iova, granule })
  }
  rangeAdd(start: number, end: number, pgsize: number): void {
    this.add({ type: 'range-add', start, end, pgsize })
  }
  flushWalk(iova: number, size: number, granule: number): void {
    this.add({ type: 'flush-walk', iova, size, granule })
  }
  sync(
    forced: boolean,
    start: number,
    end: number,
    pgsize: number,
    levels?: GatheredLevels | undefined,
  ): void {
    this.add({ type: 'sync', forced, start, end, pgsize, ...(levels && { levels }) })
  }
  allocTable(level: number): void {
    this.add({ type: 'alloc-table', level })
  }
  freeTables(count: number): void {
    if (count > 0) this.add({ type: 'free-tables', count })
  }
  iovaToPhys(iova: number): void {
    this.add({ type: 'iova-to-phys', iova })
  }
  unmapped(bytes: number): void {
    this.add({ type: 'unmapped', bytes })
  }

  private add(event: Event): void {
    if (this.events.length === this.most) {
      throw new InputError(
        `${this.what} takes more than ${this.most} steps, too many to print; give a smaller buffer or larger --page-sizes`,
      )
    }
    this.events.push(event)
  }
}
