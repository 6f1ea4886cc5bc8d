/** A scatter list is one operation: all of its segments are mapped, or none. */
import { EEXIST, EINVAL, ERANGE } from '../../../engines/contract/index.js'
import type { Segment } from '../../../engines/index.js'
import { type CasesFor, from } from '../trial/case.js'
import { bytesOf } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import { regionsOfList } from '../trial/subject.js'

export const SCATTER_LIST_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR, PAGES_ONLY }) => {
  const SEGMENTS: readonly Segment[] = [
    { paddr: PAGES_ONLY, size: 3 * PAGE },
    // Side by side in memory with the one before: one run for the core.
    { paddr: PAGES_ONLY + 3 * PAGE, size: 2 * PAGE },
    { paddr: PAGES_ONLY + LARGE, size: PAGE },
    { paddr: PAGES_ONLY - LARGE, size: BLOCK },
    { paddr: PAGES_ONLY + 2 * LARGE, size: 5 * PAGE },
  ]
  const SIZE = bytesOf(SEGMENTS)

  return [
    ...from(SOURCE.mapList, {
      'the segments of a scatter list lie one behind the other'({ open }) {
        const subject = open()
        subject.mapsList(IOVA, SEGMENTS)
        subject.holds(regionsOfList(IOVA, SEGMENTS))
        subject.unmaps(IOVA, SIZE)
        subject.holds([], 'after the unmap')
        subject.mapsList(IOVA, [
          { paddr: PADDR, size: BLOCK },
          { paddr: PADDR + BLOCK, size: BLOCK },
        ])
        subject.holds([{ iova: IOVA, paddr: PADDR, size: 2 * BLOCK }])
      },
      'a leaf in the way of any segment of a scatter list undoes all of it'({ open }) {
        for (const { iova } of regionsOfList(IOVA, SEGMENTS)) {
          const subject = open()
          subject.maps(iova, PADDR + 4 * LARGE + PAGE, PAGE)
          subject.refusesList(EEXIST, IOVA, SEGMENTS)
          subject.holdsNoLeak()
        }
      },
      'a segment that is misaligned or out of range undoes all of a scatter list'({ open }) {
        const subject = open({ ias: 40, oas: 40 })
        const good = { paddr: PAGES_ONLY, size: 4 * PAGE }
        subject.maps(IOVA + LARGE, PADDR, PAGE)
        subject.refusesList(EINVAL, IOVA, [good, { paddr: PADDR + 42, size: PAGE }])
        subject.refusesList(EINVAL, IOVA, [good, { paddr: PADDR, size: PAGE + 42 }])
        subject.refusesList(EINVAL, IOVA + 42, [good, good])
        subject.refusesList(ERANGE, IOVA, [good, { paddr: 2 ** 40, size: PAGE }])
        subject.refusesList(ERANGE, IOVA, [good, { paddr: 2 ** 40 - PAGE, size: 2 * PAGE }])
        subject.refusesList(ERANGE, 2 ** 40 - 4 * PAGE, [good, good])
        subject.holdsNoLeak()
      },
    }),
  ]
}
