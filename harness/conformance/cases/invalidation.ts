/**
 * What an IOMMU may have cached and what is no longer mapped must be invalidated. A walker that
 * still sees it reads or writes memory that belongs to someone else by now.
 */
import { type DomainConfig, formatSize } from '../../../engines/contract/index.js'
import { type CasesFor, from, NotApplicable, type Trial, Violation } from '../trial/case.js'
import type { Interval } from '../trial/intervals.js'
import { needBlocks, openReporting } from '../trial/needs.js'
import { SOURCE } from '../trial/sources.js'
import { expectCovered, type Subject, where } from '../trial/subject.js'

export const INVALIDATION_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR, PAGES_ONLY }) => {
  /** Buffers whose unmap goes through everything that an unmap can meet. */
  const BUFFERS = [
    { what: 'a page', iova: IOVA, paddr: PAGES_ONLY, size: PAGE },
    {
      what: 'pages of two tables',
      iova: IOVA + BLOCK - 8 * PAGE,
      paddr: PAGES_ONLY,
      size: 16 * PAGE,
    },
    { what: 'a block', iova: IOVA, paddr: PADDR, size: BLOCK },
    { what: 'pages that fill two tables', iova: IOVA, paddr: PAGES_ONLY, size: 2 * BLOCK },
    {
      what: 'pages, blocks and pages',
      iova: IOVA - 4 * PAGE,
      paddr: PADDR - 4 * PAGE,
      size: 2 * BLOCK + 8 * PAGE,
    },
    {
      what: 'pages, full tables and pages',
      iova: IOVA - 4 * PAGE,
      paddr: PAGES_ONLY,
      size: 2 * BLOCK + 8 * PAGE,
    },
  ]

  /** Each of `BUFFERS`, mapped and unmapped in a session of its own, which holds what the unmap reported. */
  function* unmapped(trial: Trial, changes: Partial<DomainConfig> = {}) {
    for (const { what, iova, paddr, size } of BUFFERS) {
      const subject = openReporting(trial, changes)
      subject.maps(iova, paddr, size)
      subject.unmaps(iova, size)
      yield { what: `unmap of ${what}`, iova, size, subject }
    }
  }

  return [
    ...from(SOURCE.unmapGathers, {
      'every page that an unmap takes is gathered'(trial) {
        for (const { iova, size, subject, what } of unmapped(trial)) {
          expectCovered(subject.probe.gathered, iova, size, what, 'gathered')
        }
      },
      'everything gathered is synced before the unmap returns, across gaps and page sizes'(trial) {
        for (const { subject, what } of unmapped(trial)) {
          for (const { start, end } of subject.probe.gathered) {
            expectCovered(subject.probe.invalidated, start, end - start, what, 'synced')
          }
          expectSyncAfterAdds(subject, what)
        }
      },
    }),
    ...from(SOURCE.hole, {
      'what an unmap took before a hole is invalidated'(trial) {
        const subject = openReporting(trial)
        subject.maps(IOVA, PAGES_ONLY, 5 * PAGE)
        subject.unmaps(IOVA, 16 * PAGE, 5 * PAGE)
        expectCovered(subject.probe.gathered, IOVA, 5 * PAGE, 'unmap up to a hole', 'gathered')
        expectCovered(subject.probe.invalidated, IOVA, 5 * PAGE, 'unmap up to a hole', 'synced')
      },
    }),
    ...from(SOURCE.rangeGather, {
      'what is gathered was unmapped: nothing behind a hole, nothing that was only requested'(
        trial,
      ) {
        for (const mapped of [5 * PAGE, BLOCK + 5 * PAGE]) {
          const subject = openReporting(trial)
          subject.maps(IOVA, PAGES_ONLY, mapped)
          subject.unmap(IOVA, mapped + 11 * PAGE)
          gathersWithin(subject, IOVA, mapped, 'unmap up to a hole')
        }
        for (const { iova, size, subject, what } of unmapped(trial)) {
          gathersWithin(subject, iova, size, what)
        }
      },
      'each sync is of the range that was gathered since the last one, in its one page size'(
        trial,
      ) {
        for (const { subject, what } of unmapped(trial)) expectSyncsAsGathered(subject, what)
      },
    }),
    ...from(SOURCE.flushWalk, {
      'a table that goes is invalidated with all that it spans, holes included'(trial) {
        const subject = openReporting(trial, { pgsizeBitmap: PAGE | BLOCK })
        subject.maps(IOVA, PAGES_ONLY, BLOCK)
        const before = subject.probe.tablesInUse
        subject.unmaps(IOVA, BLOCK)
        if (before > 0 && subject.probe.tablesInUse >= before) {
          throw new NotApplicable('the engine keeps a table that an unmap covered')
        }
        expectCovered(
          subject.probe.invalidated,
          IOVA,
          BLOCK,
          'unmap of a full table',
          'invalidated',
        )
        if (trial.engine.semantics.coveredTable === 'cleared') return
        subject.maps(IOVA + 9 * PAGE, PAGES_ONLY, PAGE)
        subject.unmaps(IOVA, BLOCK)
        expectCovered(
          subject.probe.invalidated,
          IOVA,
          BLOCK,
          'unmap of a sparse table',
          'invalidated',
        )
      },
    }),
    ...from(SOURCE.nullGather, {
      'blocks over tables invalidate what was there, though a map has no gather'(trial) {
        needBlocks(trial)
        const subject = openReporting(trial, { pgsizeBitmap: PAGE | BLOCK })
        const size = 3 * BLOCK
        const pages = 8 * PAGE
        for (let at = 0; at < size; at += BLOCK) {
          subject.maps(IOVA + at, PAGES_ONLY + at, pages)
          if (trial.engine.semantics.blockOverTable === 'replaced') continue
          subject.unmaps(IOVA + at, pages)
        }
        subject.maps(IOVA, PADDR, size)
        const { invalidated } = subject.probe
        expectCovered(invalidated, IOVA, size, 'map of blocks over tables', 'invalidated')
      },
    }),
    ...from(SOURCE.kunitUnmapSplit, {
      'all of a block that was split or taken whole is invalidated as far as it went'(trial) {
        needBlocks(trial)
        for (const size of [PAGE, 16 * PAGE]) {
          const subject = openReporting(trial)
          subject.maps(IOVA, PADDR, BLOCK)
          const { bytes } = subject.unmap(IOVA, size)
          if (bytes === 0) throw new NotApplicable('nothing of a block can be unmapped')
          expectCovered(subject.probe.gathered, IOVA, bytes, 'unmap inside a block', 'gathered')
          expectCovered(subject.probe.invalidated, IOVA, bytes, 'unmap inside a block', 'synced')
        }
      },
    }),
    ...from(SOURCE.selftestTlbOps, {
      'pages are gathered, and walks flushed, in page sizes that the domain has'(trial) {
        for (const { subject, what } of unmapped(trial)) {
          for (const event of subject.probe.events) {
            if (event.kind !== 'flush-walk' && event.kind !== 'add') continue
            const asked = event.kind === 'add' ? event.pgsize : event.end - event.start
            if (asked === 0 && trial.engine.choices?.gather === 'range') continue
            if ([PAGE, BLOCK, LARGE].includes(asked)) continue
            throw new Violation(`${what}: ${event.kind} of ${formatSize(asked)}`)
          }
        }
      },
    }),
    ...from(SOURCE.lazy, {
      'a lazy domain gathers nothing and waits for nothing: its flush queue does so later'(trial) {
        for (const { subject, what } of unmapped(trial, { strict: false })) {
          const added = subject.probe.events.find(({ kind }) => kind === 'add' || kind === 'sync')
          if (added !== undefined) {
            throw new Violation(`${what} in a lazy domain reported: ${added.kind}`)
          }
          subject.holds([])
        }
      },
    }),
    ...from(SOURCE.flushWalk, {
      'a lazy domain still invalidates walk caches before a table is freed'(trial) {
        const subject = openReporting(trial, { strict: false })
        subject.maps(IOVA, PAGES_ONLY, 8 * BLOCK)
        subject.unmaps(IOVA, 8 * BLOCK)
        const { events, gathered } = subject.probe
        if (!events.some(({ kind }) => kind === 'free')) {
          throw new NotApplicable('a lazy unmap leaves its tables to the flush queue')
        }
        expectCovered(gathered, IOVA, 8 * BLOCK, 'lazy unmap of full tables', 'flushed')
      },
    }),
  ]
}

/** @throws Violation where something outside of what an unmap came to was gathered. */
function gathersWithin({ probe }: Subject, iova: number, size: number, what: string): void {
  for (const event of probe.events) {
    if (event.kind !== 'add' || (event.start >= iova && event.end <= iova + size)) continue
    const outside = where(event.start, event.end - event.start)
    throw new Violation(`${what}, which came to ${where(iova, size)}, gathered ${outside}`)
  }
}

/** @throws Violation where a sync is not of the range and the page size that were gathered. */
function expectSyncsAsGathered({ probe: { events } }: Subject, what: string): void {
  let added: Array<Interval & { pgsize: number }> = []
  for (const event of events) {
    if (event.kind === 'add') added.push(event)
    if (event.kind !== 'sync' || added.length === 0) continue
    const { end, forced, pgsize, start } = event
    // What forces a sync is reported before it and gathered behind it.
    const synced = forced ? added.slice(0, -1) : added
    added = forced ? added.slice(-1) : []
    const strange = synced.find((one) => one.pgsize !== pgsize)
    if (strange !== undefined) {
      const sizes = `${formatSize(strange.pgsize)} as pages of ${formatSize(pgsize)}`
      throw new Violation(`${what} syncs pages of ${sizes}`)
    }
    const from = Math.min(...synced.map((one) => one.start))
    const to = Math.max(...synced.map((one) => one.end))
    if (start !== from || end !== to) {
      const ranges = `${where(from, to - from)} and syncs ${where(start, end - start)}`
      throw new Violation(`${what} gathers ${ranges}`)
    }
  }
}

/** @throws Violation where something was gathered after the last sync of a strict unmap. */
function expectSyncAfterAdds({ probe: { events } }: Subject, what: string): void {
  const kinds = events.map(({ kind }) => kind)
  if (kinds.lastIndexOf('add') > kinds.lastIndexOf('sync')) {
    throw new Violation(`${what}: pages are gathered after its last iotlb sync`)
  }
}
