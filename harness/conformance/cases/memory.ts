/** No memory for the n-th table, for every n. */
import { ENOMEM } from '../../../engines/contract/index.js'
import { type CasesFor, NotApplicable, type Trial, Violation } from '../trial/case.js'
import { needBlocks } from '../trial/needs.js'
import type { Region } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import { regionsOfList, type Segment, type Subject } from '../trial/subject.js'

/** More tables than any case here needs, the sixteen of a concatenated root included. */
const ENOUGH_TABLES = 64

export const MEMORY_CASES: CasesFor = ({
  PAGE,
  BLOCK,
  LARGE,
  IOVA,
  PADDR,
  PAGES_ONLY,
  PAGES_AND_BLOCKS,
  ROOT_ENTRY,
}) => {
  /** Where a map needs tables on every level, then again behind the boundary of the top level. */

  /** One who was there first, beside the buffers. */
  const NEIGHBOUR: Region = { iova: IOVA - PAGE, paddr: 700 * LARGE, size: PAGE }

  /**
   * Allows one table more each time, from as many as the neighbour needs up to where the map
   * succeeds, and expects -ENOMEM and the state before until then.
   */
  function everyBudget(
    trial: Trial,
    refuses: (subject: Subject) => void,
    attempt: Attempt,
    mapped: readonly Region[],
  ): void {
    const { iova, paddr, size } = NEIGHBOUR
    const fewest = fewestTables(trial, (subject) => subject.map(iova, paddr, size).error)
    const enough = fewestTables(trial, (subject) => {
      subject.map(iova, paddr, size)
      return attempt(subject)
    })
    if (enough === fewest) throw new Violation('the map needed no table of its own')
    for (let tables = fewest; tables < enough; tables++) {
      const subject = trial.open({ maxTables: tables, pgsizeBitmap: PAGES_AND_BLOCKS })
      subject.maps(iova, paddr, size)
      refuses(subject)
      // Once more, now that the first try has left its empty tables.
      refuses(subject)
      subject.holds([NEIGHBOUR], `with memory for ${tables} tables`)
      subject.holdsNoLeak(`with memory for ${tables} tables`)
    }
    const subject = trial.open({ maxTables: enough, pgsizeBitmap: PAGES_AND_BLOCKS })
    subject.maps(iova, paddr, size)
    attempt(subject)
    subject.holds([NEIGHBOUR, ...mapped], `with memory for ${enough} tables`)
  }

  /**
   * The fewest tables with which `attempt` succeeds.
   *
   * @throws NotApplicable where the engine uses no tables, so that it cannot run out of them.
   */
  function fewestTables(trial: Trial, attempt: Attempt): number {
    let failed = false
    for (let tables = 1; tables <= ENOUGH_TABLES; tables++) {
      const subject = openWith(trial, tables)
      if (subject === undefined) {
        failed = true
        continue
      }
      const error = attempt(subject)
      if (error !== 0) {
        failed = true
        continue
      }
      if (!failed && subject.probe.tablesInUse === 0) {
        throw new NotApplicable('the engine reports no tables')
      }
      return tables
    }
    throw new Violation(`${ENOUGH_TABLES} tables are not enough for a small map`)
  }

  /** A session with room for `tables`; `undefined` where not even the root has room. */
  function openWith(trial: Trial, tables: number): Subject | undefined {
    try {
      return trial.open({ maxTables: tables, pgsizeBitmap: PAGES_AND_BLOCKS })
    } catch {
      return undefined
    }
  }

  return [
    {
      name: 'without memory for the n-th table a map of pages is -ENOMEM and leaves nothing behind',
      source: SOURCE.allocation,
      run(trial) {
        const [iova, size] = [ROOT_ENTRY - BLOCK - 4 * PAGE, 2 * BLOCK + 8 * PAGE]
        everyBudget(
          trial,
          (subject) => subject.refuses(ENOMEM, iova, PAGES_ONLY, size),
          (subject) => subject.map(iova, PAGES_ONLY, size).error,
          [{ iova, paddr: PAGES_ONLY, size }],
        )
      },
    },
    {
      name: 'without memory for the n-th table a map of pages and blocks is rolled back',
      source: SOURCE.allocation,
      run(trial) {
        const [iova, paddr, size] = [
          ROOT_ENTRY - BLOCK - 4 * PAGE,
          PADDR - BLOCK - 4 * PAGE,
          3 * BLOCK + 8 * PAGE,
        ]
        everyBudget(
          trial,
          (subject) => subject.refuses(ENOMEM, iova, paddr, size),
          (subject) => subject.map(iova, paddr, size).error,
          [{ iova, paddr, size }],
        )
      },
    },
    {
      name: 'without memory for the n-th table a scatter list is rolled back, all segments of it',
      source: SOURCE.mapList,
      run(trial) {
        const iova = ROOT_ENTRY - BLOCK - 2 * PAGE
        const segments: Segment[] = [
          { paddr: PAGES_ONLY, size: 4 * PAGE },
          { paddr: PAGES_ONLY + LARGE, size: BLOCK },
          { paddr: PAGES_ONLY + 2 * LARGE, size: 4 * PAGE },
        ]
        everyBudget(
          trial,
          (subject) => subject.refusesList(ENOMEM, iova, segments),
          (subject) => subject.mapList(iova, segments).error,
          regionsOfList(iova, segments),
        )
      },
    },
    {
      name: 'no more tables are in use than the domain allows',
      source: SOURCE.allocation,
      run(trial) {
        const tables = fewestTables(trial, (subject) => subject.map(IOVA, PAGES_ONLY, PAGE).error)
        const subject = trial.open({ maxTables: tables })
        subject.maps(IOVA, PAGES_ONLY, PAGE)
        for (let nth = 1; nth <= 4; nth++) {
          subject.refuses(ENOMEM, IOVA + nth * BLOCK, PAGES_ONLY, PAGE)
          const { tablesInUse } = subject.probe
          if (tablesInUse > tables) {
            throw new Violation(`${tablesInUse} tables are in use where ${tables} may be`)
          }
        }
      },
    },
    {
      name: 'a domain that is out of memory still works where it has tables',
      source: SOURCE.allocation,
      run(trial) {
        const tables = fewestTables(trial, (subject) => subject.map(IOVA, PAGES_ONLY, PAGE).error)
        const subject = trial.open({ maxTables: tables })
        subject.maps(IOVA, PAGES_ONLY, PAGE)
        // Some pages fit into the table that there is; the rest needs another.
        subject.refuses(ENOMEM, IOVA + BLOCK - 4 * PAGE, PAGES_ONLY, 8 * PAGE)
        subject.maps(IOVA + BLOCK - 4 * PAGE, PAGES_ONLY, 4 * PAGE)
        subject.unmaps(IOVA, PAGE)
        subject.maps(IOVA + PAGE, PAGES_ONLY + PAGE, PAGE)
        subject.holds([
          { iova: IOVA + PAGE, paddr: PAGES_ONLY + PAGE, size: PAGE },
          { iova: IOVA + BLOCK - 4 * PAGE, paddr: PAGES_ONLY, size: 4 * PAGE },
        ])
        subject.holdsNoLeak()
      },
    },
    {
      name: 'a block that cannot be split for want of memory stays whole',
      source: SOURCE.splitAllocation,
      run(trial) {
        needBlocks(trial)
        if (trial.engine.semantics.insideBlock !== 'split') {
          throw new NotApplicable(`it declares insideBlock: ${trial.engine.semantics.insideBlock}`)
        }
        const tables = fewestTables(trial, (subject) => subject.map(IOVA, PADDR, BLOCK).error)
        const subject = trial.open({ maxTables: tables, pgsizeBitmap: PAGES_AND_BLOCKS })
        subject.maps(IOVA, PADDR, BLOCK)
        subject.unmaps(IOVA, PAGE, 0)
        subject.unmaps(IOVA + 8 * PAGE, 8 * PAGE, 0)
        subject.holds([{ iova: IOVA, paddr: PADDR, size: BLOCK }])
        subject.holdsNoLeak()
      },
    },
  ]
}

/** A map's error, 0 where it succeeded. */
type Attempt = (subject: Subject) => number
