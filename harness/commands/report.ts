/** `npm run report`: makes the reports of a result file anew. */
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { analyse, loadResult } from '../../results/index.js'
import { EXIT, type Io } from '../command-line/io.js'
import { type Shown, showAnswer } from './show-answer.js'
import { writeRunReports } from './write-run-reports.js'

/**
 * @param file a result.json, or a run's folder.
 * @param out where the reports go; beside the result where it is not given.
 * @returns the exit code.
 */
export async function report(
  file: string,
  { out, json, ...shown }: { out?: string; json?: boolean } & Shown,
  { stdout, stderr }: Io,
): Promise<number> {
  const analysis = analyse(loadResult(file))
  const folder = out ?? (statSync(file).isDirectory() ? file : dirname(file))
  const written = await writeRunReports(analysis, folder, stderr, file)
  if (json === true) {
    stdout.write(`${JSON.stringify({ folder, ...analysis }, null, 2)}\n`)
  } else {
    showAnswer(analysis, written ? folder : undefined, shown, { stdout, stderr })
  }
  return written ? EXIT.ok : EXIT.badInput
}
