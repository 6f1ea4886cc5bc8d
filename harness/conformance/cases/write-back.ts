/** A walker that does not snoop caches sees a pte once it is written back, and not before. */
import { type CasesFor, from, NotApplicable, type Trial, Violation } from '../trial/case.js'
import type { Event } from '../trial/invalidation-probe.js'
import { needLarge, openReporting } from '../trial/needs.js'
import { newTables } from '../trial/new-tables.js'
import { SOURCE } from '../trial/sources.js'
import { type Subject, where } from '../trial/subject.js'

export const WRITE_BACK_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR, PAGES_ONLY }) => {
  /** Runs that begin and end in the midst of cache lines, and one that crosses a table's end. */
  const RUNS = [
    { iova: IOVA, size: PAGE },
    { iova: IOVA + 3 * PAGE, size: 15 * PAGE },
    { iova: IOVA + BLOCK - 5 * PAGE, size: 11 * PAGE },
  ]

  /** A session where the tables that `RUNS` need are there and have been written back. */
  function withTables(trial: Trial): Subject {
    const subject = openReporting(trial, { coherent: false, pgsizeBitmap: PAGE | BLOCK })
    // One page a table keeps its table.
    const kept = [IOVA + 2 * PAGE, IOVA + BLOCK + 200 * PAGE]
    for (const iova of kept) subject.maps(iova, PAGES_ONLY, PAGE)
    for (const iova of kept) subject.unmaps(iova, PAGE)
    return subject
  }

  /** @throws Violation where a page was gathered and its pte was not written back by then. */
  function expectWrittenBackFirst(events: readonly Event[]): void {
    const written = new Set<number>()
    for (const event of events) {
      if (event.kind === 'write-back') {
        for (let nth = 0; nth < event.count; nth++) written.add(event.index + nth)
      }
      if (event.kind !== 'add') continue
      for (let iova = event.start; iova < event.end; iova += PAGE) {
        if (written.has((iova % BLOCK) / PAGE)) continue
        throw new Violation(`${where(iova, PAGE)} is gathered and its pte is not written back yet`)
      }
    }
  }

  return [
    ...from(SOURCE.writeBackUnmap, {
      'a map writes back exactly the ptes that it stored, where the walker does not snoop'(trial) {
        const subject = withTables(trial)
        for (const { iova, size } of RUNS) {
          subject.maps(iova, PAGES_ONLY, size)
          expectWrittenBack(subject.probe.events, 'map')
          subject.unmaps(iova, size)
        }
      },
      'an unmap writes back exactly the ptes that it cleared, before the iotlb sync'(trial) {
        const subject = withTables(trial)
        for (const { iova, size } of RUNS) {
          subject.maps(iova, PAGES_ONLY, size)
          subject.unmaps(iova, size)
          const { events } = subject.probe
          expectWrittenBack(events, 'unmap')
          const last = events.findLastIndex(({ kind }) => kind === 'write-back')
          if (last > events.findLastIndex(({ kind }) => kind === 'sync')) {
            throw new Violation('an unmap wrote ptes back after its iotlb sync')
          }
        }
      },
    }),
    ...from(SOURCE.writeBackFirst, {
      'a cleared pte is written back before it is gathered: adding it may invalidate at once'(
        trial,
      ) {
        const subject = withTables(trial)
        for (const { iova, size } of RUNS) {
          subject.maps(iova, PAGES_ONLY, size)
          subject.unmaps(iova, size)
          expectWrittenBackFirst(subject.probe.events)
        }
      },
      'every pte that was cleared is written back by the time that a sync is forced'(trial) {
        needLarge(trial)
        const subject = openReporting(trial, { coherent: false })
        // A table above the last level that goes, and beside it leaves of another size and its own.
        subject.maps(IOVA, PADDR + BLOCK, LARGE)
        subject.maps(IOVA + LARGE, PAGES_ONLY, BLOCK)
        subject.maps(IOVA + LARGE + BLOCK, PADDR + 2 * LARGE, LARGE - BLOCK)
        subject.unmaps(IOVA, 2 * LARGE)
        const { events } = subject.probe
        const forced = [...events.entries()].filter(
          ([, event]) => event.kind === 'sync' && event.forced,
        )
        if (forced.length === 0) {
          throw new NotApplicable('the engine forces no sync where page sizes change')
        }
        for (const [at] of forced) expectWrittenBack(events.slice(0, at), 'what a sync comes after')
      },
    }),
    ...from(SOURCE.flushWalk, {
      'a table entry that is cleared is written back before walk caches are invalidated'(trial) {
        const subject = withTables(trial)
        subject.maps(IOVA, PAGES_ONLY, 2 * BLOCK)
        subject.unmaps(IOVA, 2 * BLOCK)
        const { events } = subject.probe
        expectWrittenBack(events, 'unmap of full tables')
        for (const [at, { kind }] of events.entries()) {
          if (kind !== 'flush-walk') continue
          expectWrittenBack(events.slice(0, at), 'what walk caches are invalidated for')
        }
      },
    }),
    ...from(SOURCE.publish, {
      'every new table is written back whole before an entry leads to it, and then that entry'(
        trial,
      ) {
        const subject = openReporting(trial, { coherent: false, pgsizeBitmap: PAGE | BLOCK })
        subject.maps(2 * IOVA, PAGES_ONLY, 2 * BLOCK)
        const { events } = subject.probe
        if (countOf(events, 'alloc') === 0) throw new NotApplicable('the engine reports no tables')
        expectTablesWrittenBack(events, 'new tables were written back')
        for (const { at, index } of newTables(events)) {
          expectTablesWrittenBack(
            events.slice(0, at),
            'tables were written back that entries lead to',
          )
          if (indicesOf(untilNextTable(events, at), 'write-back').includes(index)) continue
          throw new Violation(`entry ${index}, which leads to a new table, is not written back`)
        }
      },
    }),
    ...from(SOURCE.writeBackUnmap, {
      'nothing is written back where the walker snoops'(trial) {
        const subject = openReporting(trial)
        const steps = [
          () => subject.maps(IOVA, PAGES_ONLY, 2 * BLOCK + PAGE),
          () => subject.unmaps(IOVA, 2 * BLOCK + PAGE),
        ]
        for (const step of steps) {
          step()
          const event = subject.probe.events.find(({ kind }) => kind.startsWith('write-back'))
          if (event !== undefined)
            throw new Violation('ptes are written back for a coherent walker')
        }
      },
    }),
  ]
}

/** @throws Violation where the ptes stored and the ptes written back are not the same ones. */
function expectWrittenBack(events: readonly Event[], what: string): void {
  const stored = indicesOf(events, 'write')
  if (stored.length === 0) throw new NotApplicable('the engine reports no stores of ptes')
  const written = indicesOf(events, 'write-back')
  if (stored.join() === written.join()) return
  throw new Violation(
    `${what} stored ${stored.length} ptes and wrote back ${written.length}, or others than those`,
  )
}

/** @throws Violation where tables were allocated and not written back. */
function expectTablesWrittenBack(events: readonly Event[], what: string): void {
  const allocated = countOf(events, 'alloc')
  const written = countOf(events, 'write-back-table')
  if (written !== allocated) throw new Violation(`${written} of ${allocated} ${what}`)
}

/** What follows an event, up to where another table is allocated. */
function untilNextTable(events: readonly Event[], at: number): readonly Event[] {
  const next = events.findIndex(({ kind }, place) => place > at && kind === 'alloc')
  return events.slice(at, next < 0 ? events.length : next)
}

/** The index in its table of every pte of every event of a kind, sorted. */
function indicesOf(events: readonly Event[], kind: 'write' | 'write-back'): number[] {
  return events
    .flatMap((event) =>
      event.kind === kind ? Array.from({ length: event.count }, (_, nth) => event.index + nth) : [],
    )
    .sort((a, b) => a - b)
}

function countOf(events: readonly Event[], kind: Event['kind']): number {
  return events.filter((event) => event.kind === kind).length
}
