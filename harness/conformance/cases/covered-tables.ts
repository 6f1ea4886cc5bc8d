/** An unmap that covers all that a table spans: what becomes of the table. */
import { type CasesFor, from, type Trial } from '../trial/case.js'
import { needDeclared } from '../trial/needs.js'
import type { Region } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import type { Subject } from '../trial/subject.js'

export const COVERED_TABLE_CASES: CasesFor = ({ PAGE, BLOCK, IOVA, PAGES_ONLY }) => {
  /** Eight pages of the `nth` table, the first one left out. */
  function filled(nth: number): Region {
    return {
      iova: IOVA + nth * BLOCK + PAGE,
      paddr: PAGES_ONLY + nth * BLOCK + PAGE,
      size: 8 * PAGE,
    }
  }

  function partlyFilled(trial: Trial, coveredTable: 'dropped' | 'cleared'): Subject {
    needDeclared(trial, 'coveredTable', coveredTable)
    const subject = trial.open()
    for (const { iova, paddr, size } of [filled(0), filled(1)]) subject.maps(iova, paddr, size)
    return subject
  }

  return [
    ...from(SOURCE.kunitTableToLeaf, {
      'an unmap of all that a table spans takes all of its pages and leaks nothing'({ open }) {
        const subject = open()
        const neighbour = { iova: IOVA + 2 * BLOCK, paddr: PAGES_ONLY + 2 * BLOCK, size: PAGE }
        subject.maps(IOVA, PAGES_ONLY, 2 * BLOCK + PAGE)
        subject.unmaps(IOVA, 2 * BLOCK)
        subject.holds([neighbour])
        subject.holdsNoLeak()
      },
    }),
    ...from(SOURCE.droppedTable, {
      'a covered table is dropped with whatever it holds, where that is declared'(trial) {
        const subject = partlyFilled(trial, 'dropped')
        subject.unmaps(IOVA, BLOCK)
        subject.holds([filled(1)], 'after the first table went')
        subject.unmaps(IOVA + BLOCK, BLOCK)
        subject.holds([])
        subject.holdsNoLeak()
      },
    }),
    ...from(SOURCE.clearedTable, {
      'a covered table is cleared up to its first hole, where that is declared'(trial) {
        const subject = partlyFilled(trial, 'cleared')
        // Both tables begin with a hole.
        subject.unmaps(IOVA, BLOCK, 0)
        subject.holds([filled(0), filled(1)], 'after an unmap from the first hole on')
        // Pages up to the end of one table, then the hole of the next.
        subject.unmaps(IOVA + PAGE, BLOCK, 8 * PAGE)
        subject.holds([filled(1)], 'after an unmap from the first page on')
        subject.holdsNoLeak()
      },
    }),
    ...from(SOURCE.hole, {
      'without a page size as large as a table spans, pages go one by one up to a hole'({ open }) {
        const subject = open({ pgsizeBitmap: PAGE })
        subject.maps(IOVA, PAGES_ONLY, BLOCK)
        subject.unmaps(IOVA + 100 * PAGE, PAGE)
        subject.unmaps(IOVA, BLOCK, 100 * PAGE)
        const behind = 101 * PAGE
        subject.holds([{ iova: IOVA + behind, paddr: PAGES_ONLY + behind, size: BLOCK - behind }])
        subject.unmaps(IOVA + behind, BLOCK - behind)
        subject.holds([])
        subject.holdsNoLeak()
      },
    }),
  ]
}
