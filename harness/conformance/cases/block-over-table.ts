/** A block is mapped where a table is. */
import { EEXIST, type Semantics } from '../../../engines/contract/index.js'
import { type CasesFor, NotApplicable, type Trial } from '../trial/case.js'
import { needBlocks } from '../trial/needs.js'
import { SOURCE } from '../trial/sources.js'

export const BLOCK_OVER_TABLE_CASES: CasesFor = ({
  PAGE,
  BLOCK,
  LARGE,
  PAGES_AND_BLOCKS,
  IOVA,
  PADDR,
  PAGES_ONLY,
  ENTRIES,
}) => {
  return [
    {
      name: 'a block takes the place of a table that was emptied',
      source: SOURCE.kunitTableToLeaf,
      run({ open }) {
        for (const block of [BLOCK, LARGE]) {
          const subject = open()
          subject.maps(IOVA, PAGES_ONLY, 4 * PAGE)
          subject.unmaps(IOVA, 2 * PAGE)
          subject.unmaps(IOVA + 2 * PAGE, 2 * PAGE)
          subject.maps(IOVA, PADDR, block)
          subject.holds([{ iova: IOVA, paddr: PADDR, size: block }])
          subject.holdsNoLeak()
          subject.unmaps(IOVA, block)
          subject.holds([], 'after the unmap')
        }
      },
    },
    {
      name: 'a run of blocks takes the place of tables that were emptied, one half after the other goes',
      source: SOURCE.kunitTableToLeaf,
      run({ open }) {
        const subject = open({ pgsizeBitmap: PAGES_AND_BLOCKS })
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
    },
    {
      name: 'a block takes the place of a table and of all that it holds, where that is declared',
      source: SOURCE.runChecked,
      run(trial) {
        declared(trial, 'replaced')
        const subject = trial.open()
        const neighbour = { iova: IOVA + BLOCK, paddr: PAGES_ONLY + BLOCK, size: 8 * PAGE }
        subject.maps(IOVA + 4 * PAGE, PAGES_ONLY, 8 * PAGE)
        subject.maps(neighbour.iova, neighbour.paddr, neighbour.size)
        subject.maps(IOVA, PADDR, BLOCK)
        subject.holds([{ iova: IOVA, paddr: PADDR, size: BLOCK }, neighbour])
        subject.holdsNoLeak()
      },
    },
    {
      name: 'a block does not take the place of a table that holds a leaf, where that is declared',
      source: SOURCE.kunitTableToLeaf,
      run(trial) {
        declared(trial, 'replaced-if-empty')
        for (const page of [0, 1, ENTRIES / 2 - 1, ENTRIES - 1]) {
          const subject = trial.open()
          subject.maps(IOVA + page * PAGE, PAGES_ONLY, PAGE)
          subject.refuses(EEXIST, IOVA, PADDR, BLOCK)
          subject.refuses(EEXIST, IOVA, PADDR, LARGE)
          subject.refuses(EEXIST, IOVA - 2 * BLOCK, PADDR - 2 * BLOCK, 4 * BLOCK)
          subject.holdsNoLeak()
        }
      },
    },
  ]
}

function declared(trial: Trial, blockOverTable: Semantics['blockOverTable']): void {
  const found = trial.engine.semantics.blockOverTable
  if (found !== blockOverTable) throw new NotApplicable(`it declares blockOverTable: ${found}`)
  if (blockOverTable === 'replaced') needBlocks(trial)
}
