/** What some cases need of an engine before they can say anything of it. */
import type { DomainConfig, Semantics } from '../../../engines/contract/index.js'
import { NotApplicable, type Trial } from './case.js'
import { leavesOf } from './regions.js'
import type { Subject } from './subject.js'

/** @throws NotApplicable where a block of memory side by side does not become one leaf. */
export function needBlocks(trial: Trial): void {
  const { BLOCK, IOVA, PADDR, PAGE } = trial.places
  const subject = trial.open({ pgsizeBitmap: PAGE | BLOCK })
  subject.map(IOVA, PADDR, BLOCK)
  if (leavesOf(subject.session)[0]?.size !== BLOCK) {
    throw new NotApplicable('the engine makes no blocks')
  }
}

/** @throws NotApplicable where an engine declares otherwise. */
export function needDeclared<K extends keyof Semantics>(
  { engine }: Trial,
  choice: K,
  wanted: Semantics[K],
): void {
  const found = engine.semantics[choice]
  if (found !== wanted) throw new NotApplicable(`it declares ${choice}: ${found}`)
}

/** @throws NotApplicable where a format has no third page size. */
export function needLarge({ engine, places: { LARGE, LEAVES } }: Trial): void {
  if (LEAVES.includes(LARGE)) return
  throw new NotApplicable(`${engine.format} only has leaves of two sizes`)
}

/**
 * A session of an engine that reports to its probe.
 *
 * @throws NotApplicable where it reported nothing of a map and an unmap.
 */
export function openReporting(trial: Trial, changes: Partial<DomainConfig> = {}): Subject {
  const { IOVA, PADDR, PAGE } = trial.places
  const subject = trial.open(changes)
  subject.map(IOVA, PADDR + PAGE, PAGE)
  subject.unmap(IOVA, PAGE)
  if (!subject.probe.reports) throw new NotApplicable('the engine reports nothing to its probe')
  return subject
}
