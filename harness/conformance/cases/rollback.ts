/**
 * A map that fails half-way is taken back: by its caller, the core, or in the page table itself.
 * The state cannot show which of them it was, and must not.
 */
import { EEXIST, ENOMEM } from '../../../engines/contract/index.js'
import { type CasesFor, from, Violation } from '../trial/case.js'
import { openReporting } from '../trial/needs.js'
import { SOURCE } from '../trial/sources.js'
import { expectCovered, type Subject } from '../trial/subject.js'

export const ROLLBACK_CASES: CasesFor = ({ PAGE, BLOCK, LARGE, IOVA, PADDR, PAGES_ONLY }) => {
  const OWNER = 512 * LARGE

  /** Maps that fail late: buffer and the leaf in its way. */
  const LATE_CLASHES = [
    {
      what: 'pages of one table',
      paddr: PAGES_ONLY,
      size: 32 * PAGE,
      clash: 31 * PAGE,
      leaf: PAGE,
    },
    {
      what: 'pages of three tables',
      paddr: PAGES_ONLY,
      size: 2 * BLOCK + 4 * PAGE,
      clash: 2 * BLOCK,
      leaf: PAGE,
    },
    {
      what: 'blocks, then pages',
      paddr: PADDR,
      size: 2 * BLOCK + 8 * PAGE,
      clash: 2 * BLOCK,
      leaf: PAGE,
    },
    { what: 'blocks', paddr: PADDR, size: 3 * BLOCK, clash: 2 * BLOCK, leaf: BLOCK },
  ] as const

  /** @throws Violation where leaves that the last, failed map wrote were not invalidated. */
  function expectInvalidated({ probe }: Subject, what: string): void {
    expectCovered(probe.gathered, IOVA, probe.mappedBytes, what, 'gathered')
    expectCovered(probe.invalidated, IOVA, probe.mappedBytes, what, 'invalidated')
  }

  return [
    ...from(SOURCE.coreRollback, {
      'a map that fails late leaves exactly what was there before it'({ open }) {
        for (const { paddr, size, clash, leaf } of LATE_CLASHES) {
          const subject = open({ pgsizeBitmap: PAGE | BLOCK })
          subject.maps(IOVA - PAGE, OWNER + PAGE, PAGE)
          subject.maps(IOVA + clash, OWNER, leaf)
          subject.maps(IOVA + size, OWNER + LARGE + PAGE, PAGE)
          for (let nth = 0; nth < 3; nth++) subject.refuses(EEXIST, IOVA, paddr, size)
          subject.holdsNoLeak()
        }
      },
    }),
    ...from(SOURCE.kunitRandom, {
      'pages of another owner in a table that a rollback goes through stay'({ open }) {
        const subject = open()
        // The buffer begins behind pages of another owner and ends before some.
        subject.maps(IOVA, OWNER + PAGE, 8 * PAGE)
        subject.maps(IOVA + 2 * BLOCK - 8 * PAGE, OWNER + LARGE + PAGE, 8 * PAGE)
        subject.refuses(EEXIST, IOVA + 8 * PAGE, PAGES_ONLY, 2 * BLOCK - 8 * PAGE)
        subject.refuses(EEXIST, IOVA + 8 * PAGE, PAGES_ONLY, 2 * BLOCK)
        subject.holdsNoLeak()
      },
    }),
    ...from(SOURCE.mappedAdds, {
      'everything that a failed map had made visible is invalidated before it returns'(trial) {
        for (const { what, paddr, size, clash, leaf } of LATE_CLASHES) {
          const subject = openReporting(trial, { pgsizeBitmap: PAGE | BLOCK })
          subject.maps(IOVA + clash, OWNER, leaf)
          subject.refuses(EEXIST, IOVA, paddr, size)
          expectInvalidated(subject, what)
        }
      },
      'everything that a map made visible before it ran out of memory is invalidated'(trial) {
        openReporting(trial)
        for (let maxTables = 2; maxTables < 24; maxTables++) {
          const subject = trial.open({ maxTables, pgsizeBitmap: PAGE | BLOCK })
          const { error } = subject.map(IOVA, PAGES_ONLY, 3 * BLOCK)
          if (error === 0) return
          subject.holds([], `with memory for ${maxTables} tables`)
          expectInvalidated(subject, `pages, with memory for ${maxTables} tables`)
        }
      },
    }),
    ...from(SOURCE.coreRollback, {
      'a clash and a want of memory in one map are both rolled back, whichever comes first'({
        open,
      }) {
        // Tables for the first pages and for the one in the way; then one less.
        for (const maxTables of [5, 6, 7, 8]) {
          const subject = open({ maxTables, pgsizeBitmap: PAGE | BLOCK })
          if (subject.map(IOVA + BLOCK + 4 * PAGE, OWNER, PAGE).error !== 0) continue
          const before = subject.regions()
          const { bytes, error } = subject.map(IOVA, PAGES_ONLY, 3 * BLOCK)
          if (bytes !== 0 || (error !== -EEXIST && error !== -ENOMEM)) {
            throw new Violation(
              `a map that cannot succeed returned ${error} and did ${bytes} bytes`,
            )
          }
          subject.holds(before, 'after the rollback')
          subject.holdsNoLeak('after the rollback')
        }
      },
    }),
  ]
}
