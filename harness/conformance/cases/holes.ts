/** An unmap ends at a hole, says how far it came, and leaves nothing of what it covered before that. */
import { type CasesFor, from } from '../trial/case.js'
import { SOURCE } from '../trial/sources.js'

export const HOLE_CASES: CasesFor = ({ PAGE, BLOCK, IOVA, PADDR, PAGES_ONLY, ENTRIES }) => [
  ...from(SOURCE.noProgress, {
    'an unmap of what was never mapped returns 0 and comes to an end'({ open }) {
      const subject = open()
      for (const size of [PAGE, 8 * PAGE, BLOCK, 2 * BLOCK + PAGE]) subject.unmaps(IOVA, size, 0)
      subject.maps(IOVA, PAGES_ONLY, PAGE)
      subject.unmaps(IOVA + PAGE, PAGE, 0)
      subject.unmaps(IOVA + PAGE, 8 * PAGE, 0)
      subject.unmaps(IOVA, PAGE)
      // Twice is once too often.
      subject.unmaps(IOVA, PAGE, 0)
      subject.holds([])
    },
  }),
  ...from(SOURCE.hole, {
    'a hole ends an unmap, and what is behind it stays'({ open }) {
      for (let hole = 0; hole < 8; hole++) {
        const subject = open()
        subject.maps(IOVA, PAGES_ONLY, 8 * PAGE)
        subject.unmaps(IOVA + hole * PAGE, PAGE)
        subject.unmaps(IOVA, 8 * PAGE, hole * PAGE)
        const behind = (hole + 1) * PAGE
        const left = { iova: IOVA + behind, paddr: PAGES_ONLY + behind, size: 8 * PAGE - behind }
        subject.holds(left.size === 0 ? [] : [left], `after the hole at page ${hole}`)
      }
    },
    'a hole in the next table or in the next page size ends an unmap too'({ open }) {
      const subject = open()
      const iova = IOVA + BLOCK - 4 * PAGE
      // The last pages of one table; nothing in the next; a block behind.
      subject.maps(iova, PAGES_ONLY, 4 * PAGE)
      subject.maps(IOVA + 2 * BLOCK, PADDR, BLOCK)
      subject.unmaps(iova, 4 * PAGE + 2 * BLOCK, 4 * PAGE)
      subject.holds([{ iova: IOVA + 2 * BLOCK, paddr: PADDR, size: BLOCK }])
      subject.unmaps(IOVA + 2 * BLOCK, 2 * BLOCK, BLOCK)
      subject.holds([])
    },
  }),
  ...from(SOURCE.remainder, {
    'an unmap that begins and ends inside tables leaves no remainder and takes no neighbour'({
      open,
    }) {
      const size = 3 * BLOCK
      for (const [begin, end] of [
        [5 * PAGE, size - 7 * PAGE],
        [PAGE, BLOCK + PAGE],
        [BLOCK - PAGE, 2 * BLOCK + PAGE],
        [BLOCK - PAGE, size],
        [(ENTRIES - 1) * PAGE, (ENTRIES + 1) * PAGE],
        [0, BLOCK + 9 * PAGE],
      ]) {
        const subject = open()
        subject.maps(IOVA, PAGES_ONLY, size)
        subject.unmaps(IOVA + begin, end - begin)
        const parts = [
          { iova: IOVA, paddr: PAGES_ONLY, size: begin },
          { iova: IOVA + end, paddr: PAGES_ONLY + end, size: size - end },
        ]
        subject.holds(parts.filter((part) => part.size > 0))
      }
    },
  }),
  ...from(SOURCE.kunitTableToLeaf, {
    'one unmap takes pages, blocks and pages, and can be cut anywhere between them'({ open }) {
      const [iova, paddr, size] = [IOVA - 4 * PAGE, PADDR - 4 * PAGE, 2 * BLOCK + 8 * PAGE]
      for (const cut of [PAGE, 4 * PAGE, 4 * PAGE + BLOCK, 4 * PAGE + 2 * BLOCK, size]) {
        const subject = open({ pgsizeBitmap: PAGE | BLOCK })
        subject.maps(iova, paddr, size)
        subject.unmaps(iova, cut)
        const rest = { iova: iova + cut, paddr: paddr + cut, size: size - cut }
        subject.holds(rest.size === 0 ? [] : [rest], 'after the first part')
        subject.unmaps(iova + cut, size - cut)
        subject.holds([])
      }
    },
  }),
]
