/** Arguments that make no sense change nothing. */
import { EEXIST, EINVAL } from '../../../engines/contract/index.js'
import { type CasesFor, from } from '../trial/case.js'
import { SOURCE } from '../trial/sources.js'
import { expectOutcome } from '../trial/subject.js'

export const ARGUMENT_CASES: CasesFor = ({ PAGE, BLOCK, IOVA, PADDR, PAGES_ONLY }) => [
  ...from(SOURCE.arguments, {
    'a map that is not aligned to the smallest page is -EINVAL'({ open }) {
      const subject = open()
      subject.maps(IOVA + BLOCK, PADDR, PAGE)
      for (const by of [1, 42, PAGE - 1, PAGE / 2]) {
        subject.refuses(EINVAL, IOVA + by, PADDR, PAGE)
        subject.refuses(EINVAL, IOVA, PADDR + by, PAGE)
        subject.refuses(EINVAL, IOVA, PADDR, PAGE + by)
        subject.refuses(EINVAL, IOVA, PADDR, by)
        subject.refuses(EINVAL, IOVA + by, PADDR + by, 2 * PAGE)
      }
    },
    'an unmap that is not aligned to the smallest page returns 0 and takes nothing'({ open }) {
      const subject = open()
      subject.maps(IOVA, PAGES_ONLY, 4 * PAGE)
      for (const by of [1, 42, PAGE - 1, PAGE / 2]) {
        subject.unmaps(IOVA + by, PAGE, 0)
        subject.unmaps(IOVA, PAGE + by, 0)
        subject.unmaps(IOVA, by, 0)
      }
      subject.holds([{ iova: IOVA, paddr: PAGES_ONLY, size: 4 * PAGE }])
    },
  }),
  ...from(SOURCE.zeroLength, {
    'a map of no bytes succeeds and maps nothing'({ open }) {
      const subject = open()
      subject.maps(IOVA, PADDR, 0)
      subject.holds([], 'after it')
      subject.maps(IOVA, PADDR, PAGE)
      // Not even where something is mapped.
      subject.maps(IOVA, PADDR, 0)
      subject.holds([{ iova: IOVA, paddr: PADDR, size: PAGE }])
    },
    'an unmap of no bytes returns 0 and takes nothing'({ open }) {
      const subject = open()
      subject.maps(IOVA, PADDR, BLOCK)
      subject.unmaps(IOVA, 0)
      subject.unmaps(IOVA + PAGE, 0)
      subject.unmaps(IOVA + BLOCK, 0)
      subject.holds([{ iova: IOVA, paddr: PADDR, size: BLOCK }])
    },
  }),
  ...from(SOURCE.lostError, {
    'a map that failed says so, and one that succeeded maps all of it'({ open }) {
      const subject = open()
      const size = 3 * BLOCK + 3 * PAGE
      subject.maps(IOVA, PAGES_ONLY, size)
      subject.holds([{ iova: IOVA, paddr: PAGES_ONLY, size }])
      const again = subject.map(IOVA, PAGES_ONLY, size)
      expectOutcome('a second map of the same', again, { bytes: 0, error: -EEXIST })
    },
  }),
]
