import type { Journal, JournalRecord } from '../../results/index.js'
import type { Recorded } from './measuring.js'

/** A journal on disk whose records are kept at hand as well. */
export function recording(journal: Journal, soFar: readonly JournalRecord[]): Recorded {
  const records = [...soFar]
  return {
    records: () => records,
    append(record) {
      journal.append(record)
      records.push(record)
    },
  }
}
