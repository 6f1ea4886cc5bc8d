/** No table is lost: what the root does not reach is not in use. */
import { type CasesFor, from, NotApplicable, Violation } from '../trial/case.js'
import { openReporting } from '../trial/needs.js'
import { SOURCE } from '../trial/sources.js'

export const LEAK_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR, PAGES_ONLY }) => [
  ...from(SOURCE.kunitExit, {
    'when all is unmapped nothing is live and no table is lost'({ open }) {
      for (const strict of [true, false]) {
        const subject = open({ strict })
        for (const [paddr, size] of [
          [PAGES_ONLY, PAGE],
          [PAGES_ONLY, 3 * BLOCK + PAGE],
          [PADDR, 2 * BLOCK],
          [PADDR, LARGE + BLOCK + PAGE],
        ]) {
          subject.maps(IOVA, paddr, size)
          subject.unmaps(IOVA, size)
          subject.holds([], 'after the unmap')
          subject.holdsNoLeak(strict ? 'after the unmap' : 'after a lazy unmap')
        }
      }
    },
    'the same map and unmap over and over needs no more tables each time'(trial) {
      const subject = openReporting(trial, { pgsizeBitmap: PAGE | BLOCK })
      const inUse = () => {
        subject.maps(IOVA, PAGES_ONLY, 2 * BLOCK + PAGE)
        subject.unmaps(IOVA, 2 * BLOCK + PAGE)
        return subject.probe.tablesInUse
      }
      const first = inUse()
      if (first === 0) throw new NotApplicable('the engine reports no tables')
      for (let nth = 0; nth < 8; nth++) {
        const now = inUse()
        if (now > first) throw new Violation(`${now} tables are in use instead of ${first}`)
      }
    },
  }),
]
