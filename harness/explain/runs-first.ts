import type { Event, EventOf } from './event.js'

/**
 * Puts a run of cleared leaves before its write-backs and TLB additions. A page table that clears
 * a run leaf by leaf reports the ptes of the run when it is over, so its additions to the gather
 * come first in the events, although each leaf is cleared before it is added.
 */
export function runsFirst(events: readonly Event[]): Event[] {
  const ordered: Event[] = []
  for (const event of events) {
    ordered.push(event)
    if (event.type === 'clear-leaves') settleRun(ordered, event.count)
  }
  return ordered
}

/** Moves what followed from clearing each of `leaves` leaves behind the report that ends the list. */
function settleRun(events: Event[], leaves: number): void {
  const write = events.at(-2)
  if (write?.type !== 'write') return
  const report = events.at(-3)?.type === 'read' ? 3 : 2
  const to = events.length - report
  const from = startOfRun(events, to, leaves, write)
  const consequences = events.splice(from, to - from)
  for (const event of consequences) events.push(event)
}

/** Goes back over one addition and one write-back for each leaf, and no further. */
function startOfRun(
  events: readonly Event[],
  to: number,
  leaves: number,
  { index, count }: EventOf<'write'>,
): number {
  let adds = 0
  let backs = 0
  let from = to
  while (from > 0) {
    const event = events[from - 1]
    if (event.type === 'tlb-add') {
      if (adds++ === leaves) break
    } else if (event.type === 'write-back') {
      const own = event.count === 1 && event.index >= index && event.index < index + count
      if (!own || backs++ === leaves) break
    } else if (!(event.type === 'sync' && event.forced && adds < leaves)) {
      break
    }
    from--
  }
  return from
}
