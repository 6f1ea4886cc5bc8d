/** Each map is made of the largest pages that fit, out of those that the domain allows. */
import { EINVAL, formatSize, randomBelow, randomOf } from '../../../engines/contract/index.js'
import { type CasesFor, from, Violation } from '../trial/case.js'
import { needBlocks, needLarge } from '../trial/needs.js'
import { differenceOf, leavesOf, type Region } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import { type Subject, where } from '../trial/subject.js'

export const PAGE_SIZE_CASES: CasesFor = ({
  PAGE,
  BLOCK,
  LARGE,
  LEAVES,
  ENTRY_SIZES,
  BLOCKS_ONLY,
  IOVA,
  PADDR,
  ENTRIES,
}) => {
  /** Behind the last whole block: tables of larger granules hold thousands, and these cost each engine most. */
  const MOST_PAGES_BEHIND = Math.min(ENTRIES, 512)

  return [
    ...from(SOURCE.kunitBestSize, {
      'a map is made of the largest pages that fit'(trial) {
        needBlocks(trial)
        const random = randomOf(1)
        for (let nth = 0; nth < 40; nth++) {
          const subject = trial.open()
          const iova = IOVA - randomBelow(random, 3) * BLOCK - randomBelow(random, 4) * PAGE
          // Aligned with iova to a page, to a block or to more.
          const offset = [PAGE, BLOCK, 0][randomBelow(random, 3)]
          // Where nothing but pages fits, two tables of them show as much as five.
          const blocks = offset === PAGE ? 1 : 1 + randomBelow(random, 4)
          const size = blocks * BLOCK + randomBelow(random, MOST_PAGES_BEHIND) * PAGE
          expectLeaves(subject, iova, iova + PADDR + offset, size, LEAVES)
        }
      },
    }),
    ...from(SOURCE.kunitMixed, {
      'pages, blocks and gigabytes meet at their boundaries in one map'(trial) {
        needBlocks(trial)
        needLarge(trial)
        const subject = trial.open({ pgsizeBitmap: ENTRY_SIZES })
        const [iova, size] = [0x3fe400000, 0x4c0600000 - 0x3fe400000]
        expectLeaves(subject, iova, iova, size, [LARGE, BLOCK, PAGE])
        const leaves = leavesOf(subject.session).length
        if (leaves !== 20) throw new Violation(`${where(iova, size)} is ${leaves} leaves, not 20`)
        subject.unmaps(iova, size)
        subject.holds([])
      },
    }),
    ...from(SOURCE.kunitBoundary, {
      'a buffer that crosses a boundary of the next size without filling it is made of pages'({
        open,
      }) {
        const subject = open()
        const [iova, paddr, size] = [0xfef80, 0x208b95d, 0x20].map((pages) => pages * PAGE)
        const region = { iova, paddr, size }
        subject.maps(region.iova, region.paddr, region.size)
        subject.holds([region])
        subject.unmaps(region.iova, region.size)
        subject.holds([])
      },
    }),
    ...from(SOURCE.tape, {
      'a page size that the domain leaves out is not used'(trial) {
        needBlocks(trial)
        const withLarge = LEAVES.includes(LARGE) ? [[LARGE, PAGE]] : []
        for (const sizes of [[PAGE], [BLOCK, PAGE], ...withLarge]) {
          const subject = trial.open({ pgsizeBitmap: sizes.reduce((all, size) => all | size, 0) })
          expectLeaves(subject, IOVA - 2 * PAGE, PADDR - 2 * PAGE, 3 * BLOCK, sizes)
          if (sizes.includes(LARGE))
            expectLeaves(subject, IOVA + LARGE, PADDR + LARGE, LARGE, sizes)
        }
      },
    }),
    ...from(SOURCE.missingPageSize, {
      'where the domain has no 4K pages, 4K cannot be mapped or unmapped'({ open }) {
        const subject = open({ pgsizeBitmap: BLOCKS_ONLY })
        subject.maps(IOVA, PADDR, 2 * BLOCK)
        subject.refuses(EINVAL, IOVA + 2 * BLOCK, PADDR + 2 * BLOCK, PAGE)
        subject.refuses(EINVAL, IOVA + 2 * BLOCK, PADDR + PAGE, BLOCK)
        subject.refuses(EINVAL, IOVA + 2 * BLOCK + PAGE, PADDR, BLOCK)
        subject.unmaps(IOVA, PAGE, 0)
        subject.unmaps(IOVA + PAGE, BLOCK, 0)
        subject.holds([{ iova: IOVA, paddr: PADDR, size: 2 * BLOCK }])
        subject.unmaps(IOVA, 2 * BLOCK)
        subject.holds([])
      },
    }),
  ]
}

/** Maps a buffer and compares its leaves with those that trying every size at every step gives. */
function expectLeaves(
  subject: Subject,
  iova: number,
  paddr: number,
  size: number,
  sizes: readonly number[],
): void {
  subject.maps(iova, paddr, size)
  const fittingAt = (done: number): number => {
    const [at, to, left] = [iova + done, paddr + done, size - done]
    for (const one of sizes) if (one <= left && isIn(at, one) && isIn(to, one)) return one
    throw new Error(`no page size fits ${where(at, left)}`)
  }
  // Leaves are compared as they are listed: lists are made where they differ.
  let done = 0
  let alike = true
  subject.session.leaves((at, to, bytes) => {
    if (!alike || at < iova || at >= iova + size) return
    alike = done < size && at === iova + done && to === paddr + done && bytes === fittingAt(done)
    done += bytes
  })
  if (alike && done === size) return
  const expected: Region[] = []
  for (let done = 0; done < size; done += fittingAt(done)) {
    expected.push({ iova: iova + done, paddr: paddr + done, size: fittingAt(done) })
  }
  const found = leavesOf(subject.session).filter(
    (leaf) => leaf.iova >= iova && leaf.iova < iova + size,
  )
  const names = sizes.map((one) => formatSize(one)).join(', ')
  throw new Violation(
    `${where(iova, size)} with page sizes ${names}: ${differenceOf(expected, found)}`,
  )
}

/** Whether an address is a multiple; `%` takes twice as long for numbers of more than 32 bits. */
function isIn(address: number, size: number): boolean {
  return Math.floor(address / size) * size === address
}
