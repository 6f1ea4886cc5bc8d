import { InputError, type Probe } from '../../engines/index.js'
import type { Event } from './event.js'

/** More events than anyone reads, at about 100 bytes each. */
const MOST_EVENTS = 1_000_000

/**
 * Records what the layers report, in the order of the reports. What has no effect, such as a write of 0
 * ptes, is left out.
 *
 * @param what is recorded, for the error where one operation has more events than can be printed.
 * @returns a probe that hands over the events since it last did.
 */
export function eventProbe(what: string): Probe & { take(): Event[] } {
  let events: Event[] = []
  const add = (event: Event) => {
    if (events.length === MOST_EVENTS) {
      throw new InputError(
        `${what} takes more than ${MOST_EVENTS} steps, too many to print; give a smaller buffer or larger --page-sizes`,
      )
    }
    events.push(event)
  }
  const some = (event: Event & { count: number }) => {
    if (event.count > 0) add(event)
  }
  return {
    take() {
      const taken = events
      events = []
      return taken
    },
    driverCall: (op, iova, pgsize, count) => add({ type: 'driver-call', op, iova, pgsize, count }),
    tableCall: (op, iova, pgsize, count) => add({ type: 'table-call', op, iova, pgsize, count }),
    walk: (iova) => add({ type: 'walk', iova }),
    visit: (level) => add({ type: 'visit', level }),
    readPtes: (level, index, count) => some({ type: 'read', level, index, count }),
    writePtes: (level, index, count) => some({ type: 'write', level, index, count }),
    casPte: (level, index) => add({ type: 'cas', level, index }),
    mapLeaves: (page, count) => some({ type: 'map-leaves', page, count }),
    clearLeaves: (count) => some({ type: 'clear-leaves', count }),
    writeBack: (index, count) => add({ type: 'write-back', index, count }),
    writeBackTable: () => add({ type: 'write-back-table' }),
    writeBarrier: () => add({ type: 'write-barrier' }),
    publishBarrier: () => add({ type: 'publish-barrier' }),
    tlbAdd: (iova, granule) => add({ type: 'tlb-add', iova, granule }),
    rangeAdd: (start, end, pgsize) => add({ type: 'range-add', start, end, pgsize }),
    flushWalk: (iova, size, granule) => add({ type: 'flush-walk', iova, size, granule }),
    sync: (forced, start, end, pgsize, levels) =>
      add({ type: 'sync', forced, start, end, pgsize, ...(levels && { levels }) }),
    allocTable: (level) => add({ type: 'alloc-table', level }),
    freeTables: (count) => some({ type: 'free-tables', count }),
    iovaToPhys: (iova) => add({ type: 'iova-to-phys', iova }),
    unmapped: (bytes) => add({ type: 'unmapped', bytes }),
  }
}
