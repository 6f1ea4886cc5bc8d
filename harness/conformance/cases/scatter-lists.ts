/** A scatter list is one operation: all of its segments are mapped, or none. */
import { EEXIST, EINVAL, ERANGE } from '../../../engines/contract/index.js'
import type { Case } from '../trial/case.js'
import { G1, IOVA, K4, M2, PADDR, PAGES_ONLY } from '../trial/domains.js'
import { SOURCE } from '../trial/sources.js'
import { regionsOfList, type Segment } from '../trial/subject.js'

const SEGMENTS: readonly Segment[] = [
  { paddr: PAGES_ONLY, size: 3 * K4 },
  // Side by side in memory with the one before: one run for the core.
  { paddr: PAGES_ONLY + 3 * K4, size: 2 * K4 },
  { paddr: PAGES_ONLY + G1, size: K4 },
  { paddr: PAGES_ONLY - G1, size: M2 },
  { paddr: PAGES_ONLY + 2 * G1, size: 5 * K4 },
]
const SIZE = SEGMENTS.reduce((sum, { size }) => sum + size, 0)

export const SCATTER_LIST_CASES: readonly Case[] = [
  {
    name: 'the segments of a scatter list lie one behind the other',
    source: SOURCE.mapList,
    run({ open }) {
      const subject = open()
      subject.mapsList(IOVA, SEGMENTS)
      subject.holds(regionsOfList(IOVA, SEGMENTS))
      subject.unmaps(IOVA, SIZE)
      subject.holds([], 'after the unmap')
      subject.mapsList(IOVA, [
        { paddr: PADDR, size: M2 },
        { paddr: PADDR + M2, size: M2 },
      ])
      subject.holds([{ iova: IOVA, paddr: PADDR, size: 2 * M2 }])
    },
  },
  {
    name: 'a leaf in the way of any segment of a scatter list undoes all of it',
    source: SOURCE.mapList,
    run({ open }) {
      for (const { iova } of regionsOfList(IOVA, SEGMENTS)) {
        const subject = open()
        subject.maps(iova, PADDR + 4 * G1 + K4, K4)
        subject.refusesList(EEXIST, IOVA, SEGMENTS)
        subject.holdsNoLeak()
      }
    },
  },
  {
    name: 'a segment that is misaligned or out of range undoes all of a scatter list',
    source: SOURCE.mapList,
    run({ open }) {
      const subject = open({ ias: 40, oas: 40 })
      const good = { paddr: PAGES_ONLY, size: 4 * K4 }
      subject.maps(IOVA + G1, PADDR, K4)
      subject.refusesList(EINVAL, IOVA, [good, { paddr: PADDR + 42, size: K4 }])
      subject.refusesList(EINVAL, IOVA, [good, { paddr: PADDR, size: K4 + 42 }])
      subject.refusesList(EINVAL, IOVA + 42, [good, good])
      subject.refusesList(ERANGE, IOVA, [good, { paddr: 2 ** 40, size: K4 }])
      subject.refusesList(ERANGE, IOVA, [good, { paddr: 2 ** 40 - K4, size: 2 * K4 }])
      subject.refusesList(ERANGE, 2 ** 40 - 4 * K4, [good, good])
      subject.holdsNoLeak()
    },
  },
]
