/**
 * -EEXIST at every position of a map: the one who was there first stays, what came before the
 * clash is rolled back, and nothing of the run that clashed was written.
 */
import { EEXIST } from '../../../engines/contract/index.js'
import type { Case, Trial } from '../trial/case.js'
import { G1, IOVA, K4, M2, PADDR, PAGES_AND_BLOCKS, PAGES_ONLY } from '../trial/domains.js'
import { SOURCE } from '../trial/sources.js'

/** Where the memory of the one who was there first is: nowhere near the buffer's. */
const OWNER = 512 * G1

export const OVERLAP_CASES: readonly Case[] = [
  {
    name: 'nothing can be mapped twice, whatever the page sizes of the two',
    source: SOURCE.selftestSizes,
    run({ open }) {
      for (const first of [K4, M2, G1]) {
        for (const second of [K4, M2, G1]) {
          // A table under a larger leaf has cases of its own.
          if (second > first) continue
          const subject = open()
          subject.maps(IOVA, PADDR, first)
          subject.refuses(EEXIST, IOVA, PADDR, second)
          subject.refuses(EEXIST, IOVA, OWNER, second)
          subject.refuses(EEXIST, IOVA + first - second, OWNER, second)
        }
      }
    },
  },
  {
    name: 'a page in the way, first, middle or last of a run, stays and stands alone',
    source: SOURCE.runChecked,
    run(trial) {
      for (let clash = 0; clash < 16; clash++) clashAt(trial, IOVA, 16 * K4, IOVA + clash * K4)
    },
  },
  {
    name: "a page in the way at a table's end, and behind it, stays and stands alone",
    source: SOURCE.runChecked,
    run(trial) {
      const iova = IOVA + M2 - 8 * K4
      for (let clash = 6; clash < 10; clash++) clashAt(trial, iova, 16 * K4, iova + clash * K4)
      // Two tables full of pages are rolled back.
      for (const clash of [2 * M2 - K4, 2 * M2, 2 * M2 + 7 * K4]) {
        clashAt(trial, IOVA, 2 * M2 + 8 * K4, IOVA + clash)
      }
    },
  },
  {
    name: 'a leaf in the way in the second or third page size of a map stays and stands alone',
    source: SOURCE.mappedAdds,
    run({ open }) {
      // 4 pages, 2 blocks, 4 pages.
      const iova = IOVA - 4 * K4
      const paddr = PADDR - 4 * K4
      const size = 2 * M2 + 8 * K4
      const clashes = [
        { iova: IOVA, size: M2 },
        { iova: IOVA + M2, size: M2 },
        { iova: IOVA + 2 * M2, size: K4 },
        { iova: IOVA + 2 * M2 + 3 * K4, size: K4 },
      ]
      for (const clash of clashes) {
        const subject = open({ pgsizeBitmap: PAGES_AND_BLOCKS })
        subject.maps(clash.iova, OWNER, clash.size)
        subject.refuses(EEXIST, iova, paddr, size)
        subject.holdsNoLeak()
        subject.unmaps(clash.iova, clash.size)
        subject.maps(iova, paddr, size)
        subject.holds([{ iova, paddr, size }], 'after the second try')
      }
    },
  },
  {
    name: 'a block in the way of pages stays whole',
    source: SOURCE.runChecked,
    run({ open }) {
      const subject = open()
      subject.maps(IOVA + M2, OWNER, M2)
      subject.refuses(EEXIST, IOVA + M2 + K4, PAGES_ONLY, K4)
      subject.refuses(EEXIST, IOVA, PAGES_ONLY, 2 * M2)
      subject.refuses(EEXIST, IOVA + M2 - K4, PAGES_ONLY, M2)
      subject.holds([{ iova: IOVA + M2, paddr: OWNER, size: M2 }])
    },
  },
  {
    name: 'after a clash the same can be mapped once the way is free',
    source: SOURCE.kunitRandom,
    run({ open }) {
      const subject = open()
      const size = M2 + 16 * K4
      for (const clash of [0, 5 * K4, M2, size - K4]) {
        subject.maps(IOVA + clash, OWNER, K4)
        subject.refuses(EEXIST, IOVA, PAGES_ONLY, size)
        subject.unmaps(IOVA + clash, K4)
        subject.maps(IOVA, PAGES_ONLY, size)
        subject.holds([{ iova: IOVA, paddr: PAGES_ONLY, size }])
        subject.unmaps(IOVA, size)
        subject.holds([], 'after the unmap')
      }
      subject.holdsNoLeak()
    },
  },
]

/** Maps a buffer of 4K pages over another's page at `clash`, between neighbours on both sides. */
function clashAt({ open }: Trial, iova: number, size: number, clash: number): void {
  const subject = open({ pgsizeBitmap: PAGES_AND_BLOCKS })
  subject.maps(clash, OWNER, K4)
  subject.maps(iova - K4, OWNER + M2 + K4, K4)
  subject.maps(iova + size, OWNER + 2 * M2, K4)
  subject.refuses(EEXIST, iova, PAGES_ONLY, size)
  subject.holdsNoLeak()
}
