/** What is mapped is translated, byte for byte, and nothing else is. */
import { GIB } from '../../../engines/contract/index.js'
import { type CasesFor, from } from '../trial/case.js'
import { ADDRESS_BITS } from '../trial/domains.js'
import { checkLeaves, checkTranslation, leavesOf } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'

export const TRANSLATION_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR, PAGES_ONLY }) => {
  const SIZES = [PAGE, BLOCK, LARGE]

  return [
    ...from(SOURCE.selftestEmpty, {
      'an empty table translates nothing'({ open }) {
        for (const bits of ADDRESS_BITS) {
          const { session } = open(bits)
          for (const iova of [42, GIB + 42, 2 * GIB + 42])
            checkTranslation(session, iova, undefined)
        }
      },
    }),
    ...from(SOURCE.selftestSizes, {
      'each page size is mapped where requested, at every width of addresses'({ open }) {
        for (const bits of ADDRESS_BITS) {
          const subject = open(bits)
          const mapped = SIZES.map((size, nth) => ({ iova: nth * GIB, paddr: nth * GIB, size }))
          for (const { iova, paddr, size } of mapped) subject.maps(iova, paddr, size)
          subject.holds(mapped)
        }
      },
    }),
    ...from(SOURCE.selftestUnmap, {
      'each page size is unmapped whole and can be mapped again'({ open }) {
        const subject = open()
        for (const size of SIZES) {
          subject.maps(IOVA, PADDR, size)
          subject.unmaps(IOVA, size)
          subject.holds([], 'after the unmap')
          subject.maps(IOVA, PADDR + LARGE, size)
          subject.holds([{ iova: IOVA, paddr: PADDR + LARGE, size }], 'after the second map')
          subject.unmaps(IOVA, size)
        }
      },
    }),
    ...from(SOURCE.kunitMapSimple, {
      'an unmap takes its own pages and not their neighbours'({ open }) {
        const subject = open()
        subject.maps(IOVA, PAGES_ONLY, 8 * PAGE)
        subject.unmaps(IOVA + 3 * PAGE, 2 * PAGE)
        subject.holds([
          { iova: IOVA, paddr: PAGES_ONLY, size: 3 * PAGE },
          { iova: IOVA + 5 * PAGE, paddr: PAGES_ONLY + 5 * PAGE, size: 3 * PAGE },
        ])
      },
    }),
    ...from(SOURCE.kunitOutput, {
      'output addresses come back as they went in, 0 and the highest included'({ open }) {
        for (const size of SIZES) {
          const highest = 2 ** 48 - size
          const places = [0, size, 2 ** 31, 2 ** 32 - size, 2 ** 32, 2 ** 40, highest]
          for (const paddr of places.filter((one) => one % size === 0)) {
            const subject = open()
            subject.maps(IOVA, paddr, size)
            subject.holds([{ iova: IOVA, paddr, size }])
          }
        }
      },
      'a run of pages continues where physical addresses cross 4 GiB'({ open }) {
        const subject = open()
        subject.maps(IOVA, 4 * GIB - 3 * PAGE, 8 * PAGE)
        subject.holds([{ iova: IOVA, paddr: 4 * GIB - 3 * PAGE, size: 8 * PAGE }])
      },
    }),
    ...from(SOURCE.kunitRadix, {
      'leaves are listed in order, do not overlap and are aligned to their size'({ open }) {
        const subject = open()
        subject.maps(IOVA + LARGE, PADDR + LARGE, BLOCK)
        subject.maps(IOVA - 2 * PAGE, PADDR - 2 * PAGE, BLOCK + 4 * PAGE)
        subject.maps(IOVA + 2 * LARGE, PADDR, LARGE)
        checkLeaves(leavesOf(subject.session))
      },
    }),
  ]
}
