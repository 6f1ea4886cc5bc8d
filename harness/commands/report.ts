/** `npm run report`: makes the reports of a result file anew. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { terminalReport, writeReports } from '../../reports/index.js'
import { analyse, loadResult } from '../../results/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../command-line/io.js'
import { relativePath } from '../command-line/relative-path.js'

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
  mkdirSync(folder, { recursive: true })
  const { missing } = await writeReports(analysis, folder)
  for (const { path, why } of missing) stderr.write(`${relativePath(path)} is missing: ${why}\n`)
  if (json === true) {
    stdout.write(`${JSON.stringify({ folder, ...analysis }, null, 2)}\n`)
  } else {
    writeColoured(stdout, `${terminalReport(analysis, lookOf(stdout))}\n`)
    stdout.write(`\nReport: ${relativePath(join(folder, 'report.html'))}\n`)
  }
  return EXIT.ok
}
