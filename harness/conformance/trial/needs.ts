/** What some cases need of an engine before they can say anything of it. */
import type { DomainConfig } from '../../../engines/contract/index.js'
import { NotApplicable, type Trial } from './case.js'
import { IOVA, K4, M2, PADDR, PAGES_AND_BLOCKS } from './domains.js'
import { leavesOf } from './regions.js'
import type { Subject } from './subject.js'

/** @throws NotApplicable where 2M of memory side by side do not become one leaf. */
export function needBlocks(trial: Trial): void {
  const subject = trial.open({ pgsizeBitmap: PAGES_AND_BLOCKS })
  subject.map(IOVA, PADDR, M2)
  if (leavesOf(subject.session)[0]?.size !== M2) {
    throw new NotApplicable('the engine makes no blocks')
  }
}

/**
 * A session of an engine that reports to its probe.
 *
 * @throws NotApplicable where it reported nothing of a map and an unmap.
 */
export function openReporting(trial: Trial, changes: Partial<DomainConfig> = {}): Subject {
  const subject = trial.open(changes)
  subject.map(IOVA, PADDR + K4, K4)
  subject.unmap(IOVA, K4)
  if (!subject.probe.reports) throw new NotApplicable('the engine reports nothing to its probe')
  return subject
}
