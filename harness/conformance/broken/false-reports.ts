/** Engines whose invalidations, write-backs and tables come too late, or not at all. */
import { DEFAULT_PLACES } from '../trial/domains.js'
import type { Breakages } from './break.js'

const { PAGE } = DEFAULT_PLACES

export const FALSE_REPORTS: Breakages = {
  'does not gather': {
    noticedBy: [
      'every page that an unmap takes is gathered',
      'what an unmap took before a hole is invalidated',
      'all of a block that was split or taken whole is invalidated as far as it went',
      'everything that a failed map had made visible is invalidated before it returns',
    ],
    probe: () => ({ tlbAdd() {} }),
  },
  'gathers sixteen pages for each one': {
    noticedBy: ['pages are gathered, and walks flushed, in page sizes that the domain has'],
    probe: (probe) => ({ tlbAdd: (iova, granule) => probe.tlbAdd(iova, 16 * granule) }),
  },
  'does not gather the first page of an unmap in one range': {
    noticedBy: [
      'every page that an unmap takes is gathered',
      'all of a block that was split or taken whole is invalidated as far as it went',
    ],
    shape: 'punt-range',
    probe: (probe) => ({
      rangeAdd: (start, end, pgsize) => probe.rangeAdd(start + PAGE, end, pgsize),
    }),
  },
  'does not sync at a gap': {
    noticedBy: [
      'everything gathered is synced before the unmap returns, across gaps and page sizes',
    ],
    probe: (probe) => ({
      sync: (forced, ...range) => forced || probe.sync(forced, ...range),
    }),
  },
  'does not sync at the end': {
    noticedBy: [
      'everything gathered is synced before the unmap returns, across gaps and page sizes',
      'what an unmap took before a hole is invalidated',
      'ptes are cleared before the invalidation that makes it known',
    ],
    probe: () => ({ sync() {} }),
  },
  'writes ptes back when an unmap is over, whatever it synced before': {
    noticedBy: ['every pte that was cleared is written back by the time that a sync is forced'],
    shape: 'clear-first',
    probe: (probe, held) => ({
      writeBack: (index, count) => held.back(() => probe.writeBack(index, count)),
    }),
  },
  'does not flush the walk caches': {
    noticedBy: [
      'a table that goes is invalidated with all that it spans, holes included',
      'blocks over tables invalidate what was there, though a map has no gather',
      'a lazy domain still invalidates walk caches before a table is freed',
      'a table is freed only after it is invalidated for walkers that may be in it',
    ],
    probe: () => ({ flushWalk() {} }),
  },
  'flushes the walk caches when the table is freed already': {
    noticedBy: [
      'a table is freed only after it is invalidated for walkers that may be in it',
      'a table that a block replaces is freed only after it is invalidated',
    ],
    probe: (probe, held) => ({
      flushWalk: (...report) => held.back(() => probe.flushWalk(...report)),
    }),
  },
  'clears ptes after the sync': {
    noticedBy: ['ptes are cleared before the invalidation that makes it known'],
    probe: (probe, held) => ({
      writePtes: (...report) => held.back(() => probe.writePtes(...report)),
    }),
  },
  'invalidates at once in a lazy domain': {
    noticedBy: [
      'a lazy domain gathers nothing and waits for nothing: its flush queue does so later',
    ],
    domain: (config) => ({ ...config, strict: true }),
  },
  'does not free tables': {
    noticedBy: [
      'the memory of a table that went is used again after the sync, and not before',
      'the same map and unmap over and over needs no more tables each time',
    ],
    probe: () => ({ freeTables() {} }),
  },
  'leaks a table': {
    noticedBy: [
      'an unmap of all that a table spans takes all of its pages and leaks nothing',
      'when all is unmapped nothing is live and no table is lost',
    ],
    session: () => ({ leakedTables: () => 1 }),
  },
  'does not write ptes back': {
    noticedBy: [
      'a map writes back exactly the ptes that it stored, where the walker does not snoop',
      'an unmap writes back exactly the ptes that it cleared, before the iotlb sync',
      'a table entry that is cleared is written back before walk caches are invalidated',
    ],
    probe: () => ({ writeBack() {} }),
  },
  'writes one pte too many back': {
    noticedBy: [
      'a map writes back exactly the ptes that it stored, where the walker does not snoop',
      'an unmap writes back exactly the ptes that it cleared, before the iotlb sync',
    ],
    probe: (probe) => ({ writeBack: (index, count) => probe.writeBack(index, count + 1) }),
  },
  'writes ptes back after the sync': {
    noticedBy: [
      'an unmap writes back exactly the ptes that it cleared, before the iotlb sync',
      'a cleared pte is written back before it is gathered: adding it may invalidate at once',
    ],
    probe: (probe, held) => ({
      writeBack: (...report) => held.back(() => probe.writeBack(...report)),
    }),
  },
  'does not write new tables back': {
    noticedBy: [
      'every new table is written back whole before an entry leads to it, and then that entry',
    ],
    probe: () => ({ writeBackTable() {} }),
  },
  'writes back for a walker that snoops': {
    noticedBy: ['nothing is written back where the walker snoops'],
    domain: (config) => ({ ...config, coherent: false }),
  },
}
