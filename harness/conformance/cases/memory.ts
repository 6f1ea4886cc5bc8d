/** No memory for the n-th table, for every n. */
import { ENOMEM, type Outcome } from '../../../engines/contract/index.js'
import type { Segment } from '../../../engines/index.js'
import { type CasesFor, from, NotApplicable, type Trial, Violation } from '../trial/case.js'
import { needBlocks, needDeclared } from '../trial/needs.js'
import type { Region } from '../trial/regions.js'
import { SOURCE } from '../trial/sources.js'
import { regionsOfList, type Subject } from '../trial/subject.js'

/** More tables than any case here needs, the sixteen of a concatenated root included. */
const ENOUGH_TABLES = 64

export const MEMORY_CASES: CasesFor = ({
  PAGE,
  BLOCK,
  LARGE,
  IOVA,
  PADDR,
  PAGES_ONLY,
  ROOT_ENTRY,
}) => {
  /** One who was there first, beside the buffers. */
  const NEIGHBOUR: Region = { iova: IOVA - PAGE, paddr: 700 * LARGE, size: PAGE }

  /**
   * Allows one table more each time, from as many as the neighbour needs up to where the map of a list
   * succeeds, and expects -ENOMEM and the state before until then.
   */
  function everyBudget(trial: Trial, iova: number, segments: readonly Segment[]): void {
    const mapNeighbour = (subject: Subject) =>
      subject.map(NEIGHBOUR.iova, NEIGHBOUR.paddr, NEIGHBOUR.size)
    const fewest = fewestTables(trial, mapNeighbour)
    const enough = fewestTables(trial, (subject) => {
      mapNeighbour(subject)
      return subject.mapList(iova, segments)
    })
    if (enough === fewest) throw new Violation('the map needed no table of its own')
    for (let tables = fewest; tables < enough; tables++) {
      const subject = trial.open({ maxTables: tables, pgsizeBitmap: PAGE | BLOCK })
      mapNeighbour(subject)
      subject.refusesList(ENOMEM, iova, segments)
      // Once more, now that the first try has left its empty tables.
      subject.refusesList(ENOMEM, iova, segments)
      subject.holds([NEIGHBOUR], `with memory for ${tables} tables`)
      subject.holdsNoLeak(`with memory for ${tables} tables`)
    }
    const subject = trial.open({ maxTables: enough, pgsizeBitmap: PAGE | BLOCK })
    mapNeighbour(subject)
    subject.mapList(iova, segments)
    subject.holds([NEIGHBOUR, ...regionsOfList(iova, segments)], `with memory for ${enough} tables`)
  }

  /**
   * The fewest tables with which a map succeeds.
   *
   * @throws NotApplicable where the engine uses no tables, so that it cannot run out of them.
   */
  function fewestTables(trial: Trial, map: (subject: Subject) => Outcome): number {
    for (let tables = 1; tables <= ENOUGH_TABLES; tables++) {
      const subject = openWith(trial, tables)
      if (subject === undefined || map(subject).error !== 0) continue
      if (tables === 1 && subject.probe.tablesInUse === 0) {
        throw new NotApplicable('the engine reports no tables')
      }
      return tables
    }
    throw new Violation(`${ENOUGH_TABLES} tables are not enough for a small map`)
  }

  /** The fewest with which a page is mapped. */
  function tablesOfOnePage(trial: Trial): number {
    return fewestTables(trial, (subject) => subject.map(IOVA, PAGES_ONLY, PAGE))
  }

  /** A session with room for `tables`; `undefined` where not even the root has room. */
  function openWith(trial: Trial, tables: number): Subject | undefined {
    try {
      return trial.open({ maxTables: tables, pgsizeBitmap: PAGE | BLOCK })
    } catch {
      return undefined
    }
  }

  return [
    ...from(SOURCE.allocation, {
      'without memory for the n-th table a map of pages is -ENOMEM and leaves nothing behind'(
        trial,
      ) {
        const segment = { paddr: PAGES_ONLY, size: 2 * BLOCK + 8 * PAGE }
        everyBudget(trial, ROOT_ENTRY - BLOCK - 4 * PAGE, [segment])
      },
      'without memory for the n-th table a map of pages and blocks is rolled back'(trial) {
        const segment = { paddr: PADDR - BLOCK - 4 * PAGE, size: 3 * BLOCK + 8 * PAGE }
        everyBudget(trial, ROOT_ENTRY - BLOCK - 4 * PAGE, [segment])
      },
    }),
    ...from(SOURCE.mapList, {
      'without memory for the n-th table a scatter list is rolled back, all segments of it'(trial) {
        everyBudget(trial, ROOT_ENTRY - BLOCK - 2 * PAGE, [
          { paddr: PAGES_ONLY, size: 4 * PAGE },
          { paddr: PAGES_ONLY + LARGE, size: BLOCK },
          { paddr: PAGES_ONLY + 2 * LARGE, size: 4 * PAGE },
        ])
      },
    }),
    ...from(SOURCE.allocation, {
      'no more tables are in use than the domain allows'(trial) {
        const tables = tablesOfOnePage(trial)
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
      'a domain that is out of memory still works where it has tables'(trial) {
        const tables = tablesOfOnePage(trial)
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
    }),
    ...from(SOURCE.splitAllocation, {
      'a block that cannot be split for want of memory stays whole'(trial) {
        needBlocks(trial)
        needDeclared(trial, 'insideBlock', 'split')
        const tables = fewestTables(trial, (subject) => subject.map(IOVA, PADDR, BLOCK))
        const subject = trial.open({ maxTables: tables, pgsizeBitmap: PAGE | BLOCK })
        subject.maps(IOVA, PADDR, BLOCK)
        subject.unmaps(IOVA, PAGE, 0)
        subject.unmaps(IOVA + 8 * PAGE, 8 * PAGE, 0)
        subject.holds([{ iova: IOVA, paddr: PADDR, size: BLOCK }])
        subject.holdsNoLeak()
      },
    }),
  ]
}
