/** What must come before what: ptes, invalidations, and the memory of tables. */
import { type CasesFor, from, NotApplicable, type Trial, Violation } from '../trial/case.js'
import type { Event } from '../trial/invalidation-probe.js'
import { needBlocks, openReporting } from '../trial/needs.js'
import { newTables } from '../trial/new-tables.js'
import { SOURCE } from '../trial/sources.js'
import { where } from '../trial/subject.js'

export const ORDER_CASES: CasesFor = ({ PAGE, BLOCK, IOVA, PADDR, PAGES_ONLY }) => [
  ...from(SOURCE.clearBeforeSync, {
    'ptes are cleared before the invalidation that makes it known'(trial) {
      for (const { iova, paddr, size } of [
        { iova: IOVA, paddr: PAGES_ONLY, size: 16 * PAGE },
        { iova: IOVA, paddr: PADDR, size: 2 * BLOCK },
        { iova: IOVA, paddr: PAGES_ONLY, size: 2 * BLOCK },
        { iova: IOVA - PAGE, paddr: PADDR - PAGE, size: BLOCK + 2 * PAGE },
      ]) {
        const subject = openReporting(trial)
        subject.maps(iova, paddr, size)
        subject.unmaps(iova, size)
        const { events } = subject.probe
        const lastWrite = events.findLastIndex(({ kind }) => kind === 'write')
        const lastInvalidation = events.findLastIndex(isInvalidation)
        if (lastWrite > lastInvalidation) {
          throw new Violation(`unmap of ${where(iova, size)} cleared ptes after its iotlb sync`)
        }
      }
    },
  }),
  ...from(SOURCE.freeAfterSync, {
    'a table is freed only after it is invalidated for walkers that may be in it'(trial) {
      for (const strict of [true, false]) {
        const subject = openReporting(trial, { strict, pgsizeBitmap: PAGE | BLOCK })
        subject.maps(IOVA, PAGES_ONLY, 3 * BLOCK)
        subject.unmaps(IOVA, 3 * BLOCK)
        expectFreedAfter(subject.probe.events, strict ? 'an unmap' : 'a lazy unmap')
      }
    },
  }),
  ...from(SOURCE.barriers, {
    'a table is visible before the entry that leads to it, by a barrier'(trial) {
      const events = eventsOfMap(trial, 2 * IOVA, PAGES_ONLY, 2 * BLOCK)
      const entries = newTables(events)
      if (entries.length === 0) throw new NotApplicable('the engine reports no new table entries')
      for (const { at, table } of entries) {
        if (events.slice(table, at).some((event) => event.kind === 'barrier' && event.publish))
          continue
        throw new Violation('an entry leads to a new table, and no barrier is between the two')
      }
    },
    'a map ends with a barrier behind the ptes that it stored'(trial) {
      const events = eventsOfMap(trial, 2 * IOVA, PAGES_ONLY, 2 * BLOCK)
      const lastWrite = events.findLastIndex(({ kind }) => kind === 'write')
      if (lastWrite > events.findLastIndex(isWriteBarrier)) {
        throw new Violation('a map stored ptes and ended without a barrier behind them')
      }
    },
  }),
  ...from(SOURCE.nullGather, {
    'a table that a block replaces is freed only after it is invalidated'(trial) {
      needBlocks(trial)
      const subject = openReporting(trial, { pgsizeBitmap: PAGE | BLOCK })
      subject.maps(IOVA, PAGES_ONLY, PAGE)
      subject.unmaps(IOVA, PAGE)
      subject.maps(IOVA, PADDR, BLOCK)
      expectFreedAfter(subject.probe.events, 'a map of a block')
    },
  }),
  ...from(SOURCE.freeAfterSync, {
    'the memory of a table that went is used again after the sync, and not before'(trial) {
      const maxTables = tablesOfOnePage(trial)
      const subject = trial.open({ maxTables, pgsizeBitmap: PAGE | BLOCK })
      for (let nth = 0; nth < 8; nth++) {
        const iova = IOVA + nth * BLOCK
        subject.maps(iova, PAGES_ONLY, BLOCK)
        subject.unmaps(iova, BLOCK)
        const used = subject.probe.tablesInUse
        if (used > maxTables) {
          throw new Violation(`${used} tables are in use where memory for ${maxTables} is there`)
        }
      }
      subject.holdsNoLeak()
    },
  }),
]

function isWriteBarrier(event: Event): boolean {
  return event.kind === 'barrier' && !event.publish
}

function isInvalidation({ kind }: Event): boolean {
  return kind === 'sync' || kind === 'flush-walk'
}

/** @throws Violation where tables are freed and ptes were stored since the last invalidation. */
function expectFreedAfter(events: readonly Event[], what: string): void {
  let invalidated = false
  for (const event of events) {
    if (event.kind === 'write') invalidated = false
    else if (isInvalidation(event)) invalidated = true
    else if (event.kind === 'free' && !invalidated) {
      throw new Violation(`${what} freed ${event.count} tables before it invalidated them`)
    }
  }
}

/**
 * What a map reports that needs new tables.
 *
 * @throws NotApplicable where no barrier is among it: stores that order themselves need none.
 */
function eventsOfMap(trial: Trial, iova: number, paddr: number, size: number): readonly Event[] {
  const subject = openReporting(trial)
  subject.maps(iova, paddr, size)
  const { events } = subject.probe
  if (events.some(({ kind }) => kind === 'barrier')) return events
  throw new NotApplicable('the engine reports no barriers')
}

/** Tables that one mapped page needs, the root included. */
function tablesOfOnePage(trial: Trial): number {
  const { tablesInUse } = openReporting(trial).probe
  if (tablesInUse === 0) throw new NotApplicable('the engine reports no tables')
  return tablesInUse
}
