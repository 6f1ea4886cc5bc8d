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
    append(record) {
      if (record.type !== 'failure') return recorded.append(record)
      const row = rows.find(({ id }) => id === record.row)
      if (row !== undefined) keepCrash(row, keeper)
      recorded.append({ ...record, failure: row?.failure ?? record.failure })
    },
  }
}
