/** Unmapping a part of a block does what the engine declares, and that alone. */
import type { Semantics } from '../../../engines/contract/index.js'
import { type CasesFor, from, type Trial } from '../trial/case.js'
import { needBlocks, needDeclared, needLarge } from '../trial/needs.js'
import { without } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import type { Subject } from '../trial/subject.js'

export const INSIDE_BLOCK_CASES: CasesFor = ({
  PAGE,
  BLOCK,
  LARGE,
  CONTIGUOUS,
  IOVA,
  PADDR,
  ENTRIES,
}) => {
  /** Parts of a block: at its start, in its middle, at its end. */
  const PARTS = [
    { begin: 0, size: PAGE },
    { begin: 0, size: 16 * PAGE },
    { begin: 37 * PAGE, size: PAGE },
    { begin: 100 * PAGE, size: 200 * PAGE },
    { begin: (ENTRIES - 1) * PAGE, size: PAGE },
    { begin: (ENTRIES / 2) * PAGE, size: (ENTRIES / 2) * PAGE },
  ]

  /** Two blocks of 2M: the part of one of them that goes must not reach the other. */
  const BLOCKS = { iova: IOVA, paddr: PADDR, size: 2 * BLOCK }

  function twoBlocks(trial: Trial): Subject {
    const subject = trial.open({ pgsizeBitmap: PAGE | BLOCK })
    subject.maps(BLOCKS.iova, BLOCKS.paddr, BLOCKS.size)
    return subject
  }

  /** Two leaves of several entries each, for each size that there is: in a domain of these and their entries. */
  function* twoContiguous(trial: Trial) {
    for (const size of CONTIGUOUS) {
      const entry = size < BLOCK ? PAGE : BLOCK
      const leaves = { iova: IOVA, paddr: PADDR, size: 2 * size }
      const open = () => {
        const subject = trial.open({ pgsizeBitmap: entry | size })
        subject.maps(leaves.iova, leaves.paddr, leaves.size)
        return subject
      }
      yield { entry, leaves, open, size }
    }
  }

  return [
    ...from(SOURCE.selftestSplit, {
      'a part of a block is unmapped and the rest of it stays, where blocks are split'(trial) {
        declared(trial, 'split')
        for (const { begin, size } of PARTS) {
          const subject = twoBlocks(trial)
          subject.unmaps(IOVA + begin, size)
          subject.holds(without([BLOCKS], IOVA + begin, size))
          subject.maps(IOVA + begin, PADDR + LARGE, size)
          subject.unmaps(IOVA, 2 * BLOCK)
          subject.holds([], 'after all of it went')
          subject.holdsNoLeak()
        }
      },
      'a part of a gigabyte, a block or a page, is unmapped, where blocks are split'(trial) {
        declared(trial, 'split')
        needLarge(trial)
        const whole = { iova: IOVA, paddr: PADDR, size: LARGE }
        for (const { begin, size } of [
          { begin: 0, size: BLOCK },
          { begin: 3 * BLOCK, size: 2 * BLOCK },
          { begin: LARGE - PAGE, size: PAGE },
          { begin: 5 * BLOCK + PAGE, size: 3 * PAGE },
        ]) {
          const subject = trial.open()
          subject.maps(whole.iova, whole.paddr, whole.size)
          subject.unmaps(IOVA + begin, size)
          subject.holds(without([whole], IOVA + begin, size))
          subject.holdsNoLeak()
        }
      },
      'an unmap that crosses the edges of blocks takes its part of each, where blocks are split'(
        trial,
      ) {
        declared(trial, 'split')
        for (const [begin, end] of [
          [BLOCK - 4 * PAGE, BLOCK + 4 * PAGE],
          [PAGE, 2 * BLOCK - PAGE],
          [0, BLOCK + PAGE],
        ]) {
          const subject = twoBlocks(trial)
          subject.unmaps(IOVA + begin, end - begin)
          subject.holds(without([BLOCKS], IOVA + begin, end - begin))
          subject.holdsNoLeak()
        }
      },
      'a part of a block cannot be unmapped and all of it stays, where that is refused'(trial) {
        declared(trial, 'refused')
        const subject = twoBlocks(trial)
        for (const { begin, size } of PARTS) {
          subject.unmaps(IOVA + begin, size, 0)
          subject.holds([BLOCKS], 'after the refusal')
        }
        subject.unmaps(IOVA + PAGE, BLOCK, 0)
        subject.holds([BLOCKS], 'after an unmap that begins inside a block')
        subject.unmaps(IOVA, BLOCK + PAGE, BLOCK)
        subject.holds(without([BLOCKS], IOVA, BLOCK), 'after an unmap that ends inside a block')
        for (const { entry, leaves, open, size } of twoContiguous(trial)) {
          const contiguous = open()
          for (const [begin, bytes] of [
            [0, entry],
            [0, size - entry],
            [entry, size - entry],
            [entry, size],
          ]) {
            contiguous.unmaps(IOVA + begin, bytes, 0)
            contiguous.holds([leaves], 'after the refusal of a part of several entries')
          }
          contiguous.unmaps(IOVA, size + entry, size)
          contiguous.holds(without([leaves], IOVA, size), 'after an unmap that ends inside a leaf')
        }
      },
    }),
    ...from(SOURCE.kunitUnmapSplit, {
      'a part at the start of a block takes all of it and says so, where blocks go whole'(trial) {
        declared(trial, 'removed')
        const neighbour = { iova: IOVA + BLOCK, paddr: PADDR + BLOCK, size: BLOCK }
        for (const size of [PAGE, 16 * PAGE, BLOCK - PAGE]) {
          const subject = twoBlocks(trial)
          subject.unmaps(IOVA, size, BLOCK)
          subject.holds([neighbour])
        }
        const crossing = twoBlocks(trial)
        crossing.unmaps(IOVA, BLOCK + PAGE, 2 * BLOCK)
        crossing.holds([])
        for (const { entry, leaves, open, size } of twoContiguous(trial)) {
          const atStart = open()
          atStart.unmaps(IOVA, entry, size)
          atStart.holds(without([leaves], IOVA, size))
          const over = open()
          over.unmaps(IOVA, size + entry, 2 * size)
          over.holds([])
        }
      },
      'a part elsewhere in a block takes nothing of it, where blocks go whole'(trial) {
        declared(trial, 'removed')
        const subject = twoBlocks(trial)
        for (const { begin, size } of PARTS.filter((part) => part.begin > 0)) {
          subject.unmaps(IOVA + begin, size, 0)
        }
        subject.unmaps(IOVA + PAGE, BLOCK, 0)
        subject.holds([BLOCKS])
        for (const { entry, leaves, open, size } of twoContiguous(trial)) {
          const contiguous = open()
          contiguous.unmaps(IOVA + entry, size - entry, 0)
          contiguous.unmaps(IOVA + entry, size, 0)
          contiguous.holds([leaves])
        }
      },
    }),
  ]
}

function declared(trial: Trial, insideBlock: Semantics['insideBlock']): void {
  needDeclared(trial, 'insideBlock', insideBlock)
  needBlocks(trial)
}
