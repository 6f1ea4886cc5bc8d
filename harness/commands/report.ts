/** `npm run report`: makes the reports of a result file anew. */
import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { terminalReport } from '../../reports/index.js'
import { analyse, loadResult } from '../../results/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../command-line/io.js'
import { relativePath } from '../command-line/relative-path.js'
import { writeRunReports } from './write-run-reports.js'

/**
 * @param file a result.json, or a run's folder.
 * @param out where the reports go; beside the result where it is not given.
 * @returns the exit code.
 */
export async function report(
  file: string,
  { out, json }: { out?: string; json?: boolean },
  { stdout, stderr }: Io,
): Promise<number> {
  const analysis = analyse(loadResult(file))
  const folder = out ?? (statSync(file).isDirectory() ? file : dirname(file))
  const written = await writeRunReports(analysis, folder, stderr, file)
  if (json === true) {
    stdout.write(`${JSON.stringify({ folder, ...analysis }, null, 2)}\n`)
  } else {
    writeColoured(stdout, `${terminalReport(analysis, lookOf(stdout))}\n`)
    if (written) stdout.write(`\nReport: ${relativePath(join(folder, 'report.html'))}\n`)
  }
  return written ? EXIT.ok : EXIT.badInput
}
