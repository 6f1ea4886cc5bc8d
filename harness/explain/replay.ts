import { CountingProbe, type Counts, type Probe } from '../../engines/index.js'
import type { Event } from './event.js'

/** Reports events to a probe as the layers did. */
export function replay(events: readonly Event[], probe: Probe): void {
  for (const event of events) report(event, probe)
}

/** What an engine's events come to, counted by the probe that counts for every other command too. */
export function countsOf(events: readonly Event[], format: string): Counts {
  const probe = new CountingProbe(format)
  replay(events, probe)
  return probe.take()
}

function report(event: Event, probe: Probe): void {
  switch (event.type) {
    case 'driver-call':
      probe.driverCall(event.op, event.iova, event.pgsize, event.count)
      break
    case 'table-call':
      probe.tableCall(event.op, event.iova, event.pgsize, event.count)
      break
    case 'walk':
      probe.walk(event.iova)
      break
    case 'visit':
      probe.visit(event.level)
      break
    case 'read':
      probe.readPtes(event.level, event.index, event.count)
      break
    case 'write':
      probe.writePtes(event.level, event.index, event.count)
      break
    case 'cas':
      probe.casPte(event.level, event.index)
      break
    case 'map-leaves':
      probe.mapLeaves(event.page, event.count)
      break
    case 'clear-leaves':
      probe.clearLeaves(event.count)
      break
    case 'write-back':
      probe.writeBack(event.index, event.count)
      break
    case 'write-back-table':
      probe.writeBackTable()
      break
    case 'write-barrier':
      probe.writeBarrier()
      break
    case 'publish-barrier':
      probe.publishBarrier()
      break
    case 'tlb-add':
      probe.tlbAdd(event.iova, event.granule)
      break
    case 'range-add':
      probe.rangeAdd(event.start, event.end, event.pgsize)
      break
    case 'flush-walk':
      probe.flushWalk(event.iova, event.size, event.granule)
      break
    case 'sync':
      probe.sync(event.forced, event.start, event.end, event.pgsize, event.levels)
      break
    case 'alloc-table':
      probe.allocTable(event.level)
      break
    case 'free-tables':
      probe.freeTables(event.count)
      break
    case 'iova-to-phys':
      probe.iovaToPhys(event.iova)
      break
    case 'unmapped':
      probe.unmapped(event.bytes)
      break
  }
}
