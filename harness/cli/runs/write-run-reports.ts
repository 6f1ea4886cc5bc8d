import { writeReports } from '../../../reports/index.js'
import type { Analysis } from '../../../results/analysis/index.js'
import { ResultError } from '../../../results/record/index.js'
import { reportCommand } from '../../bench/record/saved.js'
import type { Io } from '../../terminal/io.js'
import { relativePath } from '../../terminal/relative-path.js'
import { cacheSummary } from './run-summary.js'

/**
 * Writes a run's reports, and says which are missing and why. That the disk is full is no reason not
 * to show the answer.
 *
 * @param run the folder that the result is in.
 * @returns whether all could be written that this machine can make.
 */
export async function writeRunReports(
  analysis: Analysis,
  folder: string,
  stderr: Io['stderr'],
  run = folder,
): Promise<boolean> {
  cacheSummary(run, analysis)
  try {
    const { missing } = await writeReports(analysis, folder)
    for (const { path, why } of missing) stderr.write(`${relativePath(path)} is missing: ${why}\n`)
    return true
  } catch (error) {
    if (!(error instanceof ResultError)) throw error
    stderr.write(
      `${error.message}; the result is saved: ${reportCommand(relativePath(run))} makes the reports\n`,
    )
    return false
  }
}
