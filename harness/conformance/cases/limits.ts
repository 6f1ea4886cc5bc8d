/** Ranges that end where the address space ends, and those that end behind it. */
import { ERANGE, type Outcome } from '../../../engines/contract/index.js'
import { type CasesFor, from, Violation } from '../trial/case.js'
import { ADDRESS_BITS, INPUT_BITS, OUTPUT_BITS } from '../trial/domains.js'
import { without } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'

export const LIMIT_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR }) => [
  ...from(SOURCE.selftestLastPage, {
    'the last largest page of the input address space can be mapped and unmapped'({ open }) {
      for (const bits of ADDRESS_BITS) {
        const subject = open(bits)
        const region = { iova: 2 ** bits.ias - LARGE, paddr: 0, size: LARGE }
        subject.maps(region.iova, region.paddr, region.size)
        subject.holds([region])
        subject.unmaps(region.iova, region.size)
        subject.holds([], 'after the unmap')
      }
    },
  }),
  ...from(SOURCE.concatenated, {
    'runs reach over all entries of the root, however many there are'({ open }) {
      for (const bits of INPUT_BITS) {
        const subject = open(bits)
        // The last entries of the root, and those in its middle, where one table meets the next.
        const end = 2 ** bits.ias
        for (const [iova, size] of [
          [end - 2 * LARGE, 2 * LARGE],
          [end / 2 - LARGE, 2 * LARGE],
        ]) {
          subject.maps(iova, 0, size)
          subject.holds([{ iova, paddr: 0, size }])
          subject.unmaps(iova, size)
          subject.holds([], 'after the unmap')
        }
      }
    },
  }),
  ...from(SOURCE.kunitMaxVa, {
    'the first and the last page of the address space are not each other'({ open }) {
      for (const bits of INPUT_BITS) {
        const subject = open(bits)
        const first = { iova: 0, paddr: PAGE, size: PAGE }
        const last = { iova: 2 ** bits.ias - PAGE, paddr: 3 * PAGE, size: PAGE }
        for (const { iova, paddr, size } of [first, last]) subject.maps(iova, paddr, size)
        subject.holds([first, last])
        subject.unmaps(last.iova, last.size)
        subject.holds([first], 'after the last page went')
      }
    },
  }),
  ...from(SOURCE.limitOffByOne, {
    'a buffer may end with the last byte of the output address space'({ open }) {
      for (const bits of OUTPUT_BITS) {
        const subject = open(bits)
        for (const size of [PAGE, 8 * PAGE, BLOCK, LARGE]) {
          const region = { iova: LARGE, paddr: 2 ** bits.oas - size, size }
          subject.maps(region.iova, region.paddr, size)
          subject.holds([region])
          subject.unmaps(region.iova, size)
        }
      }
    },
  }),
  ...from(SOURCE.arguments, {
    'a map that begins beyond the input address space is -ERANGE'({ open }) {
      for (const { ias, oas } of ADDRESS_BITS) {
        const subject = open({ ias, oas })
        subject.maps(0, LARGE, PAGE)
        subject.refuses(ERANGE, 2 ** ias, LARGE, PAGE)
        subject.refuses(ERANGE, 2 ** ias + LARGE, LARGE, BLOCK)
      }
    },
    'a map whose last byte is beyond the input address space is -ERANGE and maps nothing'({
      open,
    }) {
      for (const { ias, oas } of ADDRESS_BITS) {
        const subject = open({ ias, oas })
        subject.refuses(ERANGE, 2 ** ias - PAGE, 0, 2 * PAGE)
        subject.refuses(ERANGE, 2 ** ias - BLOCK, 0, BLOCK + PAGE)
        subject.refuses(ERANGE, 2 ** ias - 3 * PAGE, PAGE, 5 * PAGE)
      }
    },
    'a map that leads beyond the output address space is -ERANGE'({ open }) {
      for (const { ias, oas } of ADDRESS_BITS) {
        const subject = open({ ias, oas })
        subject.refuses(ERANGE, 0, 2 ** oas, PAGE)
        subject.refuses(ERANGE, LARGE, 2 ** oas + LARGE, BLOCK)
      }
    },
  }),
  ...from(SOURCE.limitOffByOne, {
    'a map whose last byte leads beyond the output address space is -ERANGE and maps nothing'({
      open,
    }) {
      for (const { ias, oas } of ADDRESS_BITS) {
        const subject = open({ ias, oas })
        subject.refuses(ERANGE, 0, 2 ** oas - PAGE, 2 * PAGE)
        subject.refuses(ERANGE, 0, 2 ** oas - BLOCK, BLOCK + PAGE)
        subject.refuses(ERANGE, LARGE, 2 ** oas - 3 * PAGE, 5 * PAGE)
      }
    },
  }),
  ...from(SOURCE.arguments, {
    'an unmap beyond the input address space returns 0 and takes nothing'({ open }) {
      for (const { ias, oas } of ADDRESS_BITS) {
        const subject = open({ ias, oas })
        // What a masked address would hit instead.
        subject.maps(0, 0, 4 * PAGE)
        subject.unmaps(2 ** ias, PAGE, 0)
        subject.unmaps(2 ** ias + 2 * PAGE, 2 * PAGE, 0)
        subject.holds([{ iova: 0, paddr: 0, size: 4 * PAGE }])
      }
    },
    'an unmap that runs out of the input address space takes what it says and nothing else'({
      open,
    }) {
      for (const { ias, oas } of ADDRESS_BITS) {
        const subject = open({ ias, oas })
        const end = 2 ** ias
        subject.maps(0, 0, 4 * PAGE)
        subject.maps(end - 2 * PAGE, BLOCK, 2 * PAGE)
        const before = subject.regions()
        // Page by page the pages before the end go; as one run nothing does.
        const { bytes }: Outcome = subject.unmap(end - 2 * PAGE, 4 * PAGE)
        if (bytes !== 0 && bytes !== 2 * PAGE) {
          throw new Violation(`an unmap of 16K, 8K before the end, returned ${bytes} bytes`)
        }
        subject.holds(without(before, end - 2 * PAGE, bytes), 'after the unmap')
      }
    },
  }),
  ...from(SOURCE.lostError, {
    'a map beyond the limits leaves the domain as usable as before'({ open }) {
      const subject = open({ ias: 40, oas: 40 })
      subject.refuses(ERANGE, 2 ** 40 - PAGE, PADDR, 2 * PAGE)
      subject.maps(2 ** 40 - PAGE, PADDR, PAGE)
      subject.maps(IOVA, 2 ** 40 - PAGE, PAGE)
      subject.unmaps(2 ** 40 - PAGE, PAGE)
      subject.holds([{ iova: IOVA, paddr: 2 ** 40 - PAGE, size: PAGE }])
      subject.holdsNoLeak()
    },
  }),
]
