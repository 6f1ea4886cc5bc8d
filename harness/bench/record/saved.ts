/** What is saved of a run whose files could not be written to the end, as on a full disk. */
import { existsSync, readdirSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { shellWord } from '../../../reports/text/index.js'
import {
  JOURNAL_FILE,
  RESULT_FILE,
  ResultError,
  readJournal,
} from '../../../results/record/index.js'

/**
 * Says what is saved, with the command that resumes the run. A folder with nothing in it is removed.
 *
 * @param folder the run's, which nobody else is at work on.
 */
export function describeSaved(folder: string): string {
  if (hasResult(folder)) return `the result is saved: ${reportCommand(folder)} makes its reports`
  const rounds = roundsIn(folder)
  if (rounds !== undefined) {
    const saved = rounds === 1 ? '1 round is' : `${rounds} rounds are`
    return `${saved} saved: npm run bench -- --resume ${shellWord(folder)} resumes it`
  }
  if (!existsSync(folder)) return 'nothing is saved'
  if (readdirSync(folder).length > 0) {
    return `nothing is saved that a run can be resumed from; what else it wrote stays in ${folder}`
  }
  rmdirSync(folder)
  return "nothing is saved, and the run's folder was removed"
}

/** The command that makes a run's reports of its result. */
export function reportCommand(folder: string): string {
  return `npm run report -- ${shellWord(folder)}`
}

/** Whether there is a result of all that was measured: one that a resumed run began with is older. */
function hasResult(folder: string): boolean {
  const [result, journal] = [RESULT_FILE, JOURNAL_FILE].map((name) =>
    statSync(join(folder, name), { throwIfNoEntry: false }),
  )
  return result !== undefined && (journal === undefined || result.mtimeMs >= journal.mtimeMs)
}

/** Rounds that the journal holds; `undefined` where no run can be resumed from it. */
function roundsIn(folder: string): number | undefined {
  const path = join(folder, JOURNAL_FILE)
  if (!existsSync(path)) return undefined
  try {
    return readJournal(path).filter(({ type }) => type === 'round').length
  } catch (error) {
    if (error instanceof ResultError) return undefined
    throw error
  }
}
