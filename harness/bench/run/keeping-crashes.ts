import { type CrashKeeper, keepCrash } from '../crash/index.js'
import type { Recorded } from './measuring.js'
import type { RunRow } from './rows.js'

/** A record in which each failure says where the tape is that its row crashed on. */
export function keepingCrashes(
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
