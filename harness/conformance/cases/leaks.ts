/** No table is lost: what the root does not reach is not in use. */
import { type Case, NotApplicable, Violation } from '../trial/case.js'
import { G1, IOVA, K4, M2, PADDR, PAGES_AND_BLOCKS, PAGES_ONLY } from '../trial/domains.js'
import { openReporting } from '../trial/needs.js'
import { SOURCE } from '../trial/sources.js'

export const LEAK_CASES: readonly Case[] = [
  {
    name: 'when all is unmapped nothing is live and no table is lost',
    source: SOURCE.kunitExit,
    run({ open }) {
      for (const strict of [true, false]) {
        const subject = open({ strict })
        for (const [paddr, size] of [
          [PAGES_ONLY, K4],
          [PAGES_ONLY, 3 * M2 + K4],
          [PADDR, 2 * M2],
          [PADDR, G1 + M2 + K4],
        ]) {
          subject.maps(IOVA, paddr, size)
          subject.unmaps(IOVA, size)
          subject.holds([], 'after the unmap')
          subject.holdsNoLeak(strict ? 'after the unmap' : 'after a lazy unmap')
        }
      }
    },
  },
  {
    name: 'the same map and unmap over and over needs no more tables each time',
    source: SOURCE.kunitExit,
    run(trial) {
      const subject = openReporting(trial, { pgsizeBitmap: PAGES_AND_BLOCKS })
      const inUse = () => {
        subject.maps(IOVA, PAGES_ONLY, 2 * M2 + K4)
        subject.unmaps(IOVA, 2 * M2 + K4)
        return subject.probe.tablesInUse
      }
      const first = inUse()
      if (first === 0) throw new NotApplicable('the engine reports no tables')
      for (let nth = 0; nth < 8; nth++) {
        const now = inUse()
        if (now > first) throw new Violation(`${now} tables are in use instead of ${first}`)
      }
    },
  },
]
