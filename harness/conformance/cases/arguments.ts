/** Arguments that make no sense change nothing. */
import { EEXIST, EINVAL } from '../../../engines/contract/index.js'
import type { Case } from '../trial/case.js'
import { IOVA, K4, M2, PADDR, PAGES_ONLY } from '../trial/domains.js'
import { SOURCE } from '../trial/sources.js'
import { expectOutcome } from '../trial/subject.js'

export const ARGUMENT_CASES: readonly Case[] = [
  {
    name: 'a map that is not aligned to the smallest page is -EINVAL',
    source: SOURCE.arguments,
    run({ open }) {
      const subject = open()
      subject.maps(IOVA + M2, PADDR, K4)
      for (const by of [1, 42, K4 - 1, K4 / 2]) {
        subject.refuses(EINVAL, IOVA + by, PADDR, K4)
        subject.refuses(EINVAL, IOVA, PADDR + by, K4)
        subject.refuses(EINVAL, IOVA, PADDR, K4 + by)
        subject.refuses(EINVAL, IOVA, PADDR, by)
        subject.refuses(EINVAL, IOVA + by, PADDR + by, 2 * K4)
      }
    },
  },
  {
    name: 'an unmap that is not aligned to the smallest page returns 0 and takes nothing',
    source: SOURCE.arguments,
    run({ open }) {
      const subject = open()
      subject.maps(IOVA, PAGES_ONLY, 4 * K4)
      for (const by of [1, 42, K4 - 1, K4 / 2]) {
        subject.unmaps(IOVA + by, K4, 0)
        subject.unmaps(IOVA, K4 + by, 0)
        subject.unmaps(IOVA, by, 0)
      }
      subject.holds([{ iova: IOVA, paddr: PAGES_ONLY, size: 4 * K4 }])
    },
  },
  {
    name: 'a map of no bytes succeeds and maps nothing',
    source: SOURCE.zeroLength,
    run({ open }) {
      const subject = open()
      subject.maps(IOVA, PADDR, 0)
      subject.holds([], 'after it')
      subject.maps(IOVA, PADDR, K4)
      // Not even where something is mapped.
      subject.maps(IOVA, PADDR, 0)
      subject.holds([{ iova: IOVA, paddr: PADDR, size: K4 }])
    },
  },
  {
    name: 'an unmap of no bytes returns 0 and takes nothing',
    source: SOURCE.zeroLength,
    run({ open }) {
      const subject = open()
      subject.maps(IOVA, PADDR, M2)
      subject.unmaps(IOVA, 0)
      subject.unmaps(IOVA + K4, 0)
      subject.unmaps(IOVA + M2, 0)
      subject.holds([{ iova: IOVA, paddr: PADDR, size: M2 }])
    },
  },
  {
    name: 'a map that failed says so, and one that succeeded maps all of it',
    source: SOURCE.lostError,
    run({ open }) {
      const subject = open()
      const size = 3 * M2 + 3 * K4
      subject.maps(IOVA, PAGES_ONLY, size)
      subject.holds([{ iova: IOVA, paddr: PAGES_ONLY, size }])
      const again = subject.map(IOVA, PAGES_ONLY, size)
      expectOutcome('a second map of the same', again, { bytes: 0, error: -EEXIST })
    },
  },
]
