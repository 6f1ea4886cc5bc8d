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
import { probeLoad } from '../machine/index.js'
import { type Measuring, measure } from '../measure/measure.js'
import type { MeasuringCpu } from '../measuring-cpu/take.js'
import { describeSaved } from '../record/saved.js'
import type { PrepareOptions } from './prepare.js'

/** A run that is ready to be measured, and where. */
interface IntoJournal
  extends Omit<Measuring, 'firstNumber' | 'journal' | 'pinTo'>,
    Pick<PrepareOptions, 'begun'> {
  header: JournalHeader
  cpu: MeasuringCpu
}

/**
 * @param unlock gives the folder back, which nobody else is at work on.
 * @throws ResultError where it cannot be written, with what is saved all the same.
 */
export async function measureIntoJournal(
  folder: string,
  unlock: () => void,
  { begun, cpu, header, ...measuring }: IntoJournal,
): Promise<Result> {
  const path = join(folder, JOURNAL_FILE)
  try {
    const { journal, records } = begun
      ? continueJournal(path)
      : { journal: startJournal(path, header), records: [] }
    const firstNumber = records.reduce(
      (next, one) => (one.type === 'round' ? Math.max(next, one.generation + 1) : next),
      0,
    )
    const { bookkeepingShare, migrations } = await measure({
      ...measuring,
      pinTo: cpu.cpu,
      journal,
      firstNumber,
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
