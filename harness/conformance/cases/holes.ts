/** An unmap ends at a hole, says how far it came, and leaves nothing of what it covered before that. */
import type { Case } from '../trial/case.js'
import { IOVA, K4, M2, PADDR, PAGES_ONLY } from '../trial/domains.js'
import { SOURCE } from '../trial/sources.js'

export const HOLE_CASES: readonly Case[] = [
  {
    name: 'an unmap of what was never mapped returns 0 and comes to an end',
    source: SOURCE.noProgress,
    run({ open }) {
      const subject = open()
      for (const size of [K4, 8 * K4, M2, 2 * M2 + K4]) subject.unmaps(IOVA, size, 0)
      subject.maps(IOVA, PAGES_ONLY, K4)
      subject.unmaps(IOVA + K4, K4, 0)
      subject.unmaps(IOVA + K4, 8 * K4, 0)
      subject.unmaps(IOVA, K4)
      // Twice is once too often.
      subject.unmaps(IOVA, K4, 0)
      subject.holds([])
    },
  },
  {
    name: 'a hole ends an unmap, and what is behind it stays',
    source: SOURCE.hole,
    run({ open }) {
      for (let hole = 0; hole < 8; hole++) {
        const subject = open()
        subject.maps(IOVA, PAGES_ONLY, 8 * K4)
        subject.unmaps(IOVA + hole * K4, K4)
        subject.unmaps(IOVA, 8 * K4, hole * K4)
        const behind = (hole + 1) * K4
        const left = { iova: IOVA + behind, paddr: PAGES_ONLY + behind, size: 8 * K4 - behind }
        subject.holds(left.size === 0 ? [] : [left], `after the hole at page ${hole}`)
      }
    },
  },
  {
    name: 'a hole in the next table or in the next page size ends an unmap too',
    source: SOURCE.hole,
    run({ open }) {
      const subject = open()
      const iova = IOVA + M2 - 4 * K4
      // The last pages of one table; nothing in the next; a block behind.
      subject.maps(iova, PAGES_ONLY, 4 * K4)
      subject.maps(IOVA + 2 * M2, PADDR, M2)
      subject.unmaps(iova, 4 * K4 + 2 * M2, 4 * K4)
      subject.holds([{ iova: IOVA + 2 * M2, paddr: PADDR, size: M2 }])
      subject.unmaps(IOVA + 2 * M2, 2 * M2, M2)
      subject.holds([])
    },
  },
  {
    name: 'an unmap that begins and ends inside tables leaves no remainder and takes no neighbour',
    source: SOURCE.remainder,
    run({ open }) {
      const size = 3 * M2
      for (const [begin, end] of [
        [5 * K4, size - 7 * K4],
        [K4, M2 + K4],
        [M2 - K4, 2 * M2 + K4],
        [M2 - K4, size],
        [511 * K4, 513 * K4],
        [0, M2 + 9 * K4],
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
  },
  {
    name: 'one unmap takes pages, blocks and pages, and can be cut anywhere between them',
    source: SOURCE.kunitTableToLeaf,
    run({ open }) {
      const [iova, paddr, size] = [IOVA - 4 * K4, PADDR - 4 * K4, 2 * M2 + 8 * K4]
      for (const cut of [K4, 4 * K4, 4 * K4 + M2, 4 * K4 + 2 * M2, size]) {
        const subject = open()
        subject.maps(iova, paddr, size)
        subject.unmaps(iova, cut)
        const rest = { iova: iova + cut, paddr: paddr + cut, size: size - cut }
        subject.holds(rest.size === 0 ? [] : [rest], 'after the first part')
        subject.unmaps(iova + cut, size - cut)
        subject.holds([])
      }
    },
  },
]
