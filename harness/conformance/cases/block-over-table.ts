/** A block is mapped where a table is. */
import { EEXIST } from '../../../engines/contract/index.js'
import { type CasesFor, from } from '../trial/case.js'
import { needBlocks, needDeclared } from '../trial/needs.js'
import { SOURCE } from '../trial/sources.js'

export const BLOCK_OVER_TABLE_CASES: CasesFor = ({
  PAGE,
  BLOCK,
  LARGE,
  IOVA,
  PADDR,
  PAGES_ONLY,
  ENTRIES,
}) => [
  ...from(SOURCE.kunitTableToLeaf, {
    'a block takes the place of a table that was emptied'({ open }) {
      for (const block of [BLOCK, LARGE]) {
        const subject = open()
        subject.maps(IOVA, PAGES_ONLY, 4 * PAGE)
        subject.unmaps(IOVA, 2 * PAGE)
        subject.unmaps(IOVA + 2 * PAGE, 2 * PAGE)
        subject.maps(IOVA, PADDR, block)
        subject.holds([{ iova: IOVA, paddr: PADDR, size: block }])
        subject.holdsNoLeak()
        // Not into the table that went.
        subject.refuses(EEXIST, IOVA, PAGES_ONLY, PAGE)
        subject.unmaps(IOVA, block)
        subject.holds([], 'after the unmap')
      }
    },
    'a run of blocks takes the place of tables that were emptied, one half after the other goes'({
      open,
    }) {
      const subject = open({ pgsizeBitmap: PAGE | BLOCK })
      for (let nth = 0; nth < 4; nth++) {
        subject.maps(IOVA + nth * BLOCK, PAGES_ONLY, PAGE)
        subject.unmaps(IOVA + nth * BLOCK, PAGE)
      }
      subject.maps(IOVA, PADDR, 4 * BLOCK)
      subject.unmaps(IOVA, 2 * BLOCK)
      subject.holds([{ iova: IOVA + 2 * BLOCK, paddr: PADDR + 2 * BLOCK, size: 2 * BLOCK }])
      subject.unmaps(IOVA + 2 * BLOCK, 2 * BLOCK)
      subject.holds([])
      subject.holdsNoLeak()
    },
  }),
  ...from(SOURCE.runChecked, {
    'a block takes the place of a table and of all that it holds, where that is declared'(trial) {
      needDeclared(trial, 'blockOverTable', 'replaced')
      needBlocks(trial)
      const subject = trial.open()
      const neighbour = { iova: IOVA + BLOCK, paddr: PAGES_ONLY + BLOCK, size: 8 * PAGE }
      subject.maps(IOVA + 4 * PAGE, PAGES_ONLY, 8 * PAGE)
      subject.maps(neighbour.iova, neighbour.paddr, neighbour.size)
      subject.maps(IOVA, PADDR, BLOCK)
      subject.holds([{ iova: IOVA, paddr: PADDR, size: BLOCK }, neighbour])
      subject.holdsNoLeak()
    },
  }),
  ...from(SOURCE.kunitTableToLeaf, {
    'a block does not take the place of a table that holds a leaf, where that is declared'(trial) {
      needDeclared(trial, 'blockOverTable', 'replaced-if-empty')
      for (const page of [0, 1, ENTRIES / 2 - 1, ENTRIES - 1]) {
        const subject = trial.open()
        subject.maps(IOVA + page * PAGE, PAGES_ONLY, PAGE)
        subject.refuses(EEXIST, IOVA, PADDR, BLOCK)
        subject.refuses(EEXIST, IOVA, PADDR, LARGE)
        subject.refuses(EEXIST, IOVA - 2 * BLOCK, PADDR - 2 * BLOCK, 4 * BLOCK)
        subject.holdsNoLeak()
      }
    },
  }),
]
