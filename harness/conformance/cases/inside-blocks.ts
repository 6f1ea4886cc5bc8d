/** Unmapping a part of a block does what the engine declares, and that alone. */
import type { Semantics } from '../../../engines/contract/index.js'
import { type Case, NotApplicable, type Trial } from '../trial/case.js'
import { G1, IOVA, K4, M2, PADDR } from '../trial/domains.js'
import { needBlocks } from '../trial/needs.js'
import { without } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import type { Subject } from '../trial/subject.js'

/** Parts of a block: at its start, in its middle, at its end. */
const PARTS = [
  { begin: 0, size: K4 },
  { begin: 0, size: 16 * K4 },
  { begin: 37 * K4, size: K4 },
  { begin: 100 * K4, size: 200 * K4 },
  { begin: 511 * K4, size: K4 },
  { begin: 256 * K4, size: 256 * K4 },
]

/** Two blocks of 2M: the part of one of them that goes must not reach the other. */
const BLOCKS = { iova: IOVA, paddr: PADDR, size: 2 * M2 }

export const INSIDE_BLOCK_CASES: readonly Case[] = [
  {
    name: 'a part of a block is unmapped and the rest of it stays, where blocks are split',
    source: SOURCE.selftestSplit,
    run(trial) {
      declared(trial, 'split')
      for (const { begin, size } of PARTS) {
        const subject = twoBlocks(trial)
        subject.unmaps(IOVA + begin, size)
        subject.holds(without([BLOCKS], IOVA + begin, size))
        subject.maps(IOVA + begin, PADDR + G1, size)
        subject.unmaps(IOVA, 2 * M2)
        subject.holds([], 'after all of it went')
        subject.holdsNoLeak()
      }
    },
  },
  {
    name: 'a part of a gigabyte, a block or a page, is unmapped, where blocks are split',
    source: SOURCE.selftestSplit,
    run(trial) {
      declared(trial, 'split')
      const whole = { iova: IOVA, paddr: PADDR, size: G1 }
      for (const { begin, size } of [
        { begin: 0, size: M2 },
        { begin: 3 * M2, size: 2 * M2 },
        { begin: G1 - K4, size: K4 },
        { begin: 5 * M2 + K4, size: 3 * K4 },
      ]) {
        const subject = trial.open()
        subject.maps(whole.iova, whole.paddr, whole.size)
        subject.unmaps(IOVA + begin, size)
        subject.holds(without([whole], IOVA + begin, size))
        subject.holdsNoLeak()
      }
    },
  },
  {
    name: 'an unmap that crosses the edges of blocks takes its part of each, where blocks are split',
    source: SOURCE.selftestSplit,
    run(trial) {
      declared(trial, 'split')
      for (const [begin, end] of [
        [M2 - 4 * K4, M2 + 4 * K4],
        [K4, 2 * M2 - K4],
        [0, M2 + K4],
      ]) {
        const subject = twoBlocks(trial)
        subject.unmaps(IOVA + begin, end - begin)
        subject.holds(without([BLOCKS], IOVA + begin, end - begin))
        subject.holdsNoLeak()
      }
    },
  },
  {
    name: 'a part of a block cannot be unmapped and all of it stays, where that is refused',
    source: SOURCE.selftestSplit,
    run(trial) {
      declared(trial, 'refused')
      const subject = twoBlocks(trial)
      for (const { begin, size } of PARTS) {
        subject.unmaps(IOVA + begin, size, 0)
        subject.holds([BLOCKS], 'after the refusal')
      }
      subject.unmaps(IOVA + K4, M2, 0)
      subject.holds([BLOCKS], 'after an unmap that begins inside a block')
      subject.unmaps(IOVA, M2 + K4, M2)
      subject.holds(without([BLOCKS], IOVA, M2), 'after an unmap that ends inside a block')
    },
  },
  {
    name: 'a part at the start of a block takes all of it and says so, where blocks go whole',
    source: SOURCE.kunitUnmapSplit,
    run(trial) {
      declared(trial, 'removed')
      const neighbour = { iova: IOVA + M2, paddr: PADDR + M2, size: M2 }
      for (const size of [K4, 16 * K4, M2 - K4]) {
        const subject = twoBlocks(trial)
        subject.unmaps(IOVA, size, M2)
        subject.holds([neighbour])
      }
      const crossing = twoBlocks(trial)
      crossing.unmaps(IOVA, M2 + K4, 2 * M2)
      crossing.holds([])
    },
  },
  {
    name: 'a part elsewhere in a block takes nothing of it, where blocks go whole',
    source: SOURCE.kunitUnmapSplit,
    run(trial) {
      declared(trial, 'removed')
      const subject = twoBlocks(trial)
      for (const { begin, size } of PARTS.filter((part) => part.begin > 0)) {
        subject.unmaps(IOVA + begin, size, 0)
      }
      subject.unmaps(IOVA + K4, M2, 0)
      subject.holds([BLOCKS])
    },
  },
]

function declared(trial: Trial, insideBlock: Semantics['insideBlock']): void {
  const found = trial.engine.semantics.insideBlock
  if (found !== insideBlock) throw new NotApplicable(`it declares insideBlock: ${found}`)
  needBlocks(trial)
}

function twoBlocks(trial: Trial): Subject {
  const subject = trial.open()
  subject.maps(BLOCKS.iova, BLOCKS.paddr, BLOCKS.size)
  return subject
}
