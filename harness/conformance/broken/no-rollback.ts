/** Engines that leave something behind, or take too much away, when a map fails. */
import { ENOMEM } from '../../../engines/index.js'
import { DEFAULT_PLACES } from '../trial/domains.js'
import type { Region } from '../trial/regions.js'
import type { Breakages } from './break.js'
import type { Operations } from './operations.js'

const { BLOCK, PAGE } = DEFAULT_PLACES

/** Maps page by page, or in chunks, and stops at the first error. */
function mapUpToError(
  working: Operations,
  { iova, paddr, size }: Region,
  chunk: number,
): { error: number; mapped: number } {
  let mapped = 0
  while (mapped < size) {
    const step = Math.min(chunk - ((iova + mapped) % chunk), size - mapped)
    const error = working.map(iova + mapped, paddr + mapped, step)
    if (error !== 0) return { error, mapped }
    mapped += step
  }
  return { error: 0, mapped }
}

/** What is aligned at all: other maps fail before anything is done. */
const sound = ({ iova, paddr, size }: Region) =>
  (iova % PAGE) + (paddr % PAGE) + (size % PAGE) === 0

/** Of sessions that ran out of memory. */
const DEAD = new WeakSet<Operations>()

export const NO_ROLLBACK: Breakages = {
  'leaves what it had written of a run when it finds something in the way': {
    noticedBy: [
      'a page in the way, first, middle or last of a run, stays and stands alone',
      "a page in the way at a table's end, and behind it, stays and stands alone",
      'after a clash the same can be mapped once the way is free',
      'a map that fails late leaves exactly what was there before it',
    ],
    map(working, iova, paddr, size) {
      const error = working.map(iova, paddr, size)
      if (error === 0 || !sound({ iova, paddr, size })) return error
      return mapUpToError(working, { iova, paddr, size }, PAGE).error
    },
  },
  'does not roll back what came before the table at which a map fails': {
    noticedBy: [
      'a leaf in the way in the second or third page size of a map stays and stands alone',
      'without memory for the n-th table a map of pages is -ENOMEM and leaves nothing behind',
      'without memory for the n-th table a map of pages and blocks is rolled back',
      'a map that fails late leaves exactly what was there before it',
      'a block in the way of pages stays whole',
      'a clash and a want of memory in one map are both rolled back, whichever comes first',
      'everything that a map made visible before it ran out of memory is invalidated',
      'a domain that is out of memory still works where it has tables',
    ],
    map(working, iova, paddr, size) {
      const error = working.map(iova, paddr, size)
      if (error === 0 || !sound({ iova, paddr, size })) return error
      return mapUpToError(working, { iova, paddr, size }, BLOCK).error
    },
  },
  'unmaps all that it was to map when a map fails': {
    noticedBy: [
      'pages of another owner in a table that a rollback goes through stay',
      'a page in the way, first, middle or last of a run, stays and stands alone',
    ],
    map(working, iova, paddr, size) {
      const error = working.map(iova, paddr, size)
      if (error === 0 || !sound({ iova, paddr, size })) return error
      for (let at = 0; at < size; at += PAGE) working.unmap(iova + at, PAGE)
      return error
    },
  },
  'says nothing of its invalidations while it maps': {
    noticedBy: [
      'everything that a failed map had made visible is invalidated before it returns',
      'everything that a map made visible before it ran out of memory is invalidated',
      'blocks over tables invalidate what was there, though a map has no gather',
    ],
    probe: (probe, held) => ({
      tlbAdd: (...report) => held.mapping || probe.tlbAdd(...report),
      flushWalk: (...report) => held.mapping || probe.flushWalk(...report),
    }),
  },
  'leaves the segments before the one that fails': {
    noticedBy: [
      'without memory for the n-th table a scatter list is rolled back, all segments of it',
      'a leaf in the way of any segment of a scatter list undoes all of it',
      'a segment that is misaligned or out of range undoes all of a scatter list',
    ],
    mapList(working, segments) {
      for (const { iova, paddr, size } of segments) {
        const error = working.map(iova, paddr, size)
        if (error !== 0) return error
      }
      return 0
    },
  },
  'maps the first segment of a scatter list and says that it was all': {
    noticedBy: ['the segments of a scatter list lie one behind the other'],
    mapList: (working, [{ iova, paddr, size }]) => working.map(iova, paddr, size),
  },
  'takes more tables than it may': {
    noticedBy: [
      'no more tables are in use than the domain allows',
      'without memory for the n-th table a map of pages is -ENOMEM and leaves nothing behind',
    ],
    domain: ({ maxTables: _, ...config }) => config,
  },
  'maps nothing once it ran out of memory': {
    noticedBy: ['a domain that is out of memory still works where it has tables'],
    map(working, iova, paddr, size) {
      const error = DEAD.has(working) ? -ENOMEM : working.map(iova, paddr, size)
      if (error === -ENOMEM) DEAD.add(working)
      return error
    },
  },
}
