/** Engines that let a walker see a table, or an entry, before it may, or after it must not. */
import type { Breakage, Breakages } from './break.js'

const NEW_TABLES = [
  'every new table is written back whole before an entry leads to it, and then that entry',
]

/** What comes before the entry that leads to a new table comes behind it. */
function behindEntry(report: 'writeBackTable' | 'publishBarrier'): NonNullable<Breakage['probe']> {
  return (probe, held) => ({
    [report]: () => held.back(() => probe[report]()),
    casPte(level, index) {
      probe.casPte(level, index)
      held.release()
    },
  })
}

export const WRONG_ORDER: Breakages = {
  'writes a new table back when an entry leads to it already': {
    noticedBy: NEW_TABLES,
    probe: behindEntry('writeBackTable'),
  },
  'does not write the entry back that leads to a new table': {
    noticedBy: NEW_TABLES,
    probe(probe) {
      let isNext = false
      return {
        casPte(level, index) {
          probe.casPte(level, index)
          isNext = true
        },
        writeBack(index, count) {
          if (!isNext) probe.writeBack(index, count)
          isNext = false
        },
      }
    },
  },
  'writes a cleared table entry back when walk caches are invalidated already': {
    noticedBy: ['a table entry that is cleared is written back before walk caches are invalidated'],
    probe: (probe, held) => ({
      writeBack: (index, count) => held.back(() => probe.writeBack(index, count)),
      flushWalk(iova, size, granule) {
        probe.flushWalk(iova, size, granule)
        held.release()
      },
    }),
  },
  'has the barrier behind the entry that leads to a new table': {
    noticedBy: ['a table is visible before the entry that leads to it, by a barrier'],
    probe: behindEntry('publishBarrier'),
  },
  'ends a map without a barrier': {
    noticedBy: ['a map ends with a barrier behind the ptes that it stored'],
    probe: () => ({ writeBarrier() {} }),
  },
  'invalidates the first of the tables that blocks replace again and again': {
    noticedBy: ['blocks over tables invalidate what was there, though a map has no gather'],
    probe(probe, held) {
      let first: number | undefined
      return {
        flushWalk(iova, size, granule) {
          if (held.mapping) first ??= iova
          probe.flushWalk(held.mapping ? (first ?? iova) : iova, size, granule)
        },
      }
    },
  },
}
