/** `npm run report`: makes the reports of a result file anew. */
import { join } from 'node:path'
import { projectRoot } from '../../engines/contract/index.js'
import { analyse, loadResult, runFolder } from '../../results/index.js'
import { findRun } from '../../results/runs/index.js'
import { EXIT, type Io } from '../command-line/io.js'
import { openPage } from '../command-line/open-page.js'
import { type Shown, showAnswer } from './show-answer.js'
import { PAGE_FILE, writeRunReports } from './write-run-reports.js'

export interface ReportOptions extends Shown {
  out?: string
  json?: boolean
  open?: boolean
}

/**
 * @param name a result.json, a run's folder, or a name below results/, as `latest`.
 * @param out where the reports go; beside the result where it is not given.
 * @param base the folder that runs are in.
 * @returns the exit code.
 */
export async function report(
  name: string,
  { out, json, open, ...shown }: ReportOptions,
  { stdout, stderr }: Io,
  base = join(projectRoot(), 'results'),
): Promise<number> {
  const run = findRun(base, name)
  const analysis = analyse(loadResult(run))
  const folder = out ?? runFolder(run)
  const written = await writeRunReports(analysis, folder, stderr, run)
  if (json === true) {
    stdout.write(`${JSON.stringify({ folder, ...analysis }, null, 2)}\n`)
  } else {
    showAnswer(analysis, written ? folder : undefined, shown, { stdout, stderr })
  }
  if (open === true && written) await openPage(join(folder, PAGE_FILE), stderr)
  return written ? EXIT.ok : EXIT.badInput
}
