import { COUNTER_NAMES, type Counter, type Counts } from '../../../engines/contract/index.js'

/** A counter that differs, with what it was in one cycle. */
export interface ChangedCount {
  counter: Counter
  before: number
  after: number
}

/** Counters that both have and that differ. */
export function changedCounts(old: Counts = {}, now: Counts = {}): ChangedCount[] {
  return COUNTER_NAMES.flatMap((counter) => {
    const [before, after] = [old[counter], now[counter]]
    if (before === undefined || after === undefined || before === after) return []
    return [{ counter, before, after }]
  })
}
