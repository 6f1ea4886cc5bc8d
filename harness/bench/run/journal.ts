/** Measures a run into the journal of its folder, and makes its result of that. */
import { join } from 'node:path'
import {
  continueJournal,
  JOURNAL_FILE,
  type JournalHeader,
  type Result,
  ResultError,
  readJournal,
  resultFromJournal,
  saveResult,
  startJournal,
} from '../../../results/record/index.js'
import type { CrashKeeper } from '../crash/index.js'
import { probeLoad } from '../machine/index.js'
import { type Measuring, measure } from '../measure/measure.js'
import type { MeasuringCpu } from '../measuring-cpu/take.js'
import type { RunRow } from '../plan/rows.js'
import { recording, withCrashes } from '../record/recording.js'
import { describeSaved } from '../record/saved.js'

/** A run that is ready to be measured, and where. */
export interface IntoJournal extends Omit<Measuring, 'journal' | 'pinTo'> {
  header: JournalHeader
  /** Whether the folder has a journal that is resumed. */
  begun: boolean
  rows: readonly RunRow[]
  keeper: CrashKeeper
  cpu: MeasuringCpu
}

/**
 * @param unlock gives the folder back, which nobody else is at work on.
 * @throws ResultError where it cannot be written, with what is saved all the same.
 */
export async function measureIntoJournal(
  folder: string,
  unlock: () => void,
  { begun, cpu, header, keeper, rows, ...measuring }: IntoJournal,
): Promise<Result> {
  const path = join(folder, JOURNAL_FILE)
  try {
    const { journal, records } = begun
      ? continueJournal(path)
      : { journal: startJournal(path, header), records: [header] }
    const { bookkeepingShare, migrations } = await measure({
      ...measuring,
      pinTo: cpu.cpu,
      journal: withCrashes(recording(journal, records), rows, keeper),
    })
    journal.close()
    const result = resultFromJournal(readJournal(path), {
      finishedAt: new Date().toISOString(),
      state: measuring.interruption.requested ? 'interrupted' : 'complete',
      ...(bookkeepingShare !== undefined && { bookkeepingShare }),
      ...(migrations !== undefined && { migrations }),
      ...((!cpu.alone || cpu.isShared()) && { notAlone: true }),
      after: await probeLoad(),
    })
    saveResult(folder, result)
    return result
  } catch (error) {
    if (!(error instanceof ResultError)) throw error
    // Before it is looked whether anything is left there.
    unlock()
    throw new ResultError(`${error.message}; ${describeSaved(folder)}`)
  }
}
