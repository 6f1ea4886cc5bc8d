/**
 * -EEXIST at every position of a map: the one who was there first stays, what came before the
 * clash is rolled back, and nothing of the run that clashed was written.
 */
import { EEXIST } from '../../../engines/contract/index.js'
import { type CasesFor, from, type Trial } from '../trial/case.js'
import { SOURCE } from '../trial/sources.js'

export const OVERLAP_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR, PAGES_ONLY }) => {
  /** Where the memory of the one who was there first is: nowhere near the buffer's. */
  const OWNER = 512 * LARGE

  /** Maps a buffer of 4K pages over another's page at `clash`, between neighbours on both sides. */
  function clashAt({ open }: Trial, iova: number, size: number, clash: number): void {
    const subject = open({ pgsizeBitmap: PAGE | BLOCK })
    subject.maps(clash, OWNER, PAGE)
    subject.maps(iova - PAGE, OWNER + BLOCK + PAGE, PAGE)
    subject.maps(iova + size, OWNER + 2 * BLOCK, PAGE)
    subject.refuses(EEXIST, iova, PAGES_ONLY, size)
    subject.holdsNoLeak()
  }

  return [
    ...from(SOURCE.selftestSizes, {
      'nothing can be mapped twice, whatever the page sizes of the two'({ open }) {
        for (const first of [PAGE, BLOCK, LARGE]) {
          for (const second of [PAGE, BLOCK, LARGE]) {
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
    }),
    ...from(SOURCE.runChecked, {
      'a page in the way, first, middle or last of a run, stays and stands alone'(trial) {
        for (let clash = 0; clash < 16; clash++)
          clashAt(trial, IOVA, 16 * PAGE, IOVA + clash * PAGE)
      },
      "a page in the way at a table's end, and behind it, stays and stands alone"(trial) {
        const iova = IOVA + BLOCK - 8 * PAGE
        for (let clash = 6; clash < 10; clash++)
          clashAt(trial, iova, 16 * PAGE, iova + clash * PAGE)
        // Two tables full of pages are rolled back.
        for (const clash of [2 * BLOCK - PAGE, 2 * BLOCK, 2 * BLOCK + 7 * PAGE]) {
          clashAt(trial, IOVA, 2 * BLOCK + 8 * PAGE, IOVA + clash)
        }
      },
    }),
    ...from(SOURCE.mappedAdds, {
      'a leaf in the way in the second or third page size of a map stays and stands alone'({
        open,
      }) {
        // 4 pages, 2 blocks, 4 pages.
        const iova = IOVA - 4 * PAGE
        const paddr = PADDR - 4 * PAGE
        const size = 2 * BLOCK + 8 * PAGE
        const clashes = [
          { iova: IOVA, size: BLOCK },
          { iova: IOVA + BLOCK, size: BLOCK },
          { iova: IOVA + 2 * BLOCK, size: PAGE },
          { iova: IOVA + 2 * BLOCK + 3 * PAGE, size: PAGE },
        ]
        for (const clash of clashes) {
          const subject = open({ pgsizeBitmap: PAGE | BLOCK })
          subject.maps(clash.iova, OWNER, clash.size)
          subject.refuses(EEXIST, iova, paddr, size)
          subject.holdsNoLeak()
          subject.unmaps(clash.iova, clash.size)
          subject.maps(iova, paddr, size)
          subject.holds([{ iova, paddr, size }], 'after the second try')
        }
      },
    }),
    ...from(SOURCE.runChecked, {
      'a block in the way of pages stays whole'({ open }) {
        const subject = open()
        subject.maps(IOVA + BLOCK, OWNER, BLOCK)
        subject.refuses(EEXIST, IOVA + BLOCK + PAGE, PAGES_ONLY, PAGE)
        subject.refuses(EEXIST, IOVA, PAGES_ONLY, 2 * BLOCK)
        subject.refuses(EEXIST, IOVA + BLOCK - PAGE, PAGES_ONLY, BLOCK)
        subject.holds([{ iova: IOVA + BLOCK, paddr: OWNER, size: BLOCK }])
      },
    }),
    ...from(SOURCE.kunitRandom, {
      'after a clash the same can be mapped once the way is free'({ open }) {
        const subject = open()
        const size = BLOCK + 16 * PAGE
        for (const clash of [0, 5 * PAGE, BLOCK, size - PAGE]) {
          subject.maps(IOVA + clash, OWNER, PAGE)
          subject.refuses(EEXIST, IOVA, PAGES_ONLY, size)
          subject.unmaps(IOVA + clash, PAGE)
          subject.maps(IOVA, PAGES_ONLY, size)
          subject.holds([{ iova: IOVA, paddr: PAGES_ONLY, size }])
          subject.unmaps(IOVA, size)
          subject.holds([], 'after the unmap')
        }
        subject.holdsNoLeak()
      },
    }),
  ]
}
