import type { Journal, JournalRecord } from '../../../results/record/index.js'
import type { Recorded } from './measuring.js'

/** A journal on disk whose records are kept at hand as well. */
export function recording(journal: Journal, soFar: readonly JournalRecord[]): Recorded {
  const records = [...soFar]
  return {
    records: () => records,
    append(...added) {
      journal.append(...added)
      records.push(...added)
    },
  }
}
