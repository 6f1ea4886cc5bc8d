/** A block is mapped where a table is. */
import { EEXIST, type Semantics } from '../../../engines/contract/index.js'
import { type Case, NotApplicable, type Trial } from '../trial/case.js'
import { G1, IOVA, K4, M2, PADDR, PAGES_ONLY } from '../trial/domains.js'
import { needBlocks } from '../trial/needs.js'
import { SOURCE } from '../trial/sources.js'

export const BLOCK_OVER_TABLE_CASES: readonly Case[] = [
  {
    name: 'a block takes the place of a table that was emptied',
    source: SOURCE.kunitTableToLeaf,
    run({ open }) {
      for (const block of [M2, G1]) {
        const subject = open()
        subject.maps(IOVA, PAGES_ONLY, 4 * K4)
        subject.unmaps(IOVA, 2 * K4)
        subject.unmaps(IOVA + 2 * K4, 2 * K4)
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
      const subject = open()
      for (let nth = 0; nth < 4; nth++) {
        subject.maps(IOVA + nth * M2, PAGES_ONLY, K4)
        subject.unmaps(IOVA + nth * M2, K4)
      }
      subject.maps(IOVA, PADDR, 4 * M2)
      subject.unmaps(IOVA, 2 * M2)
      subject.holds([{ iova: IOVA + 2 * M2, paddr: PADDR + 2 * M2, size: 2 * M2 }])
      subject.unmaps(IOVA + 2 * M2, 2 * M2)
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
      const neighbour = { iova: IOVA + M2, paddr: PAGES_ONLY + M2, size: 8 * K4 }
      subject.maps(IOVA + 4 * K4, PAGES_ONLY, 8 * K4)
      subject.maps(neighbour.iova, neighbour.paddr, neighbour.size)
      subject.maps(IOVA, PADDR, M2)
      subject.holds([{ iova: IOVA, paddr: PADDR, size: M2 }, neighbour])
      subject.holdsNoLeak()
    },
  },
  {
    name: 'a block does not take the place of a table that holds a leaf, where that is declared',
    source: SOURCE.kunitTableToLeaf,
    run(trial) {
      declared(trial, 'replaced-if-empty')
      for (const page of [0, 1, 255, 511]) {
        const subject = trial.open()
        subject.maps(IOVA + page * K4, PAGES_ONLY, K4)
        subject.refuses(EEXIST, IOVA, PADDR, M2)
        subject.refuses(EEXIST, IOVA, PADDR, G1)
        subject.refuses(EEXIST, IOVA - 2 * M2, PADDR - 2 * M2, 4 * M2)
        subject.holdsNoLeak()
      }
    },
  },
]

function declared(trial: Trial, blockOverTable: Semantics['blockOverTable']): void {
  const found = trial.engine.semantics.blockOverTable
  if (found !== blockOverTable) throw new NotApplicable(`it declares blockOverTable: ${found}`)
  if (blockOverTable === 'replaced') needBlocks(trial)
}
