/** What a run has recorded: on disk, at hand, and with the tape of each crash. */
import type { Journal, JournalRecord } from '../../../results/record/index.js'
import { type CrashKeeper, keepCrash } from '../crash/index.js'
import type { Recorded } from '../measure/measure.js'
import type { RunRow } from '../plan/rows.js'

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

/** A record in which each failure says where the tape is that its row crashed on. */
export function withCrashes(
  recorded: Recorded,
  rows: readonly RunRow[],
  keeper: CrashKeeper,
): Recorded {
  return {
    records: () => recorded.records(),
    append(...records) {
      recorded.append(
        ...records.map((record) => {
          if (record.type !== 'failure') return record
          const row = rows.find(({ id }) => id === record.row)
          if (row !== undefined) keepCrash(row, keeper)
          return { ...record, failure: row?.failure ?? record.failure }
        }),
      )
    },
  }
}
