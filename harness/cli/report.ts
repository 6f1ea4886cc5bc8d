/** `npm run report`: makes the reports of a result file anew, or prints one of them. */
import { join } from 'node:path'
import { EXPORTERS, exporterNamed, PAGE_FILE, type Printing } from '../../reports/index.js'
import { type Analysis, analyse, loadResult, runFolder } from '../../results/record/index.js'
import { findRun } from '../../results/record/runs/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { openPage } from '../terminal/open-page.js'
import { runsFolder } from './runs-folder.js'
import { type Shown, showAnswer } from './show-answer.js'
import { writeRunReports } from './write-run-reports.js'

export interface ReportOptions extends Shown {
  /** Where the reports go; beside the result where it is not given. */
  out?: string
  /** Prints the analysis, beside writing the reports. */
  json?: boolean
  /** Shows the page in a browser. */
  open?: boolean
  /** Prints this one, and writes nothing. */
  format?: string
}

/**
 * @param name a result.json, a run's folder, or a name below results/, as `latest`.
 * @param base the folder that runs are in.
 * @returns the exit code.
 * @throws InputError for a format that there is not.
 */
export async function report(
  name: string,
  { format, json, open, out, ...shown }: ReportOptions,
  io: Io,
  base = runsFolder(),
): Promise<number> {
  const printed = format ?? (json === true ? 'json' : undefined)
  const exporter = printed === undefined ? undefined : exporterNamed(EXPORTERS, printed)
  const run = findRun(base, name)
  const analysis = analyse(loadResult(run))
  const folder = out ?? runFolder(run)
  const written = format === undefined && (await writeRunReports(analysis, folder, io.stderr, run))
  if (exporter !== undefined) await print(exporter, analysis, { ...shown, folder }, io)
  else showAnswer(analysis, written ? folder : undefined, shown, io)
  if (open === true && written) await openPage(join(folder, PAGE_FILE), io.stderr)
  return written || format !== undefined ? EXIT.ok : EXIT.badInput
}

async function print(
  exporter: (typeof EXPORTERS)[number],
  analysis: Analysis,
  shown: Omit<Printing, 'colour' | 'width'>,
  { stdout }: Io,
): Promise<void> {
  const text = await exporter.text(analysis, { ...lookOf(stdout), ...shown })
  if (exporter.coloured) writeColoured(stdout, text)
  else stdout.write(text)
}
