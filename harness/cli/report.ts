/** `npm run report`: makes the reports of a result file anew, or prints one of them. */
import { join } from 'node:path'
import { InputError, nearest } from '../../engines/contract/index.js'
import { csv, mail, markdown } from '../../reports/index.js'
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { loadResult, runFolder } from '../../results/record/index.js'
import { findRun } from '../../results/record/runs/index.js'
import { EXIT, type Io } from '../terminal/io.js'
import { openPage } from '../terminal/open-page.js'
import { runsFolder } from './runs-folder.js'
import { type Shown, showAnswer } from './show-answer.js'
import { PAGE_FILE, writeRunReports } from './write-run-reports.js'

/** What one report can be printed as. */
export const FORMATS = ['terminal', 'mail', 'markdown', 'csv', 'json'] as const
type Format = (typeof FORMATS)[number]

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
  const printed = format === undefined ? undefined : formatOf(format)
  const run = findRun(base, name)
  const analysis = analyse(loadResult(run))
  const folder = out ?? runFolder(run)
  if (printed !== undefined) {
    print(analysis, printed, folder, shown, io)
    return EXIT.ok
  }
  const written = await writeRunReports(analysis, folder, io.stderr, run)
  if (json === true) print(analysis, 'json', folder, shown, io)
  else showAnswer(analysis, written ? folder : undefined, shown, io)
  if (open === true && written) await openPage(join(folder, PAGE_FILE), io.stderr)
  return written ? EXIT.ok : EXIT.badInput
}

function formatOf(name: string): Format {
  const format = FORMATS.find((one) => one === name)
  if (format !== undefined) return format
  throw new InputError(`--format ${name} is none of ${FORMATS.join(', ')}${nearest(name, FORMATS)}`)
}

function print(analysis: Analysis, format: Format, folder: string, shown: Shown, io: Io): void {
  const { stdout } = io
  if (format === 'terminal') showAnswer(analysis, undefined, shown, io)
  else if (format === 'json') stdout.write(`${JSON.stringify({ folder, ...analysis }, null, 2)}\n`)
  else stdout.write(TEXTS[format](analysis))
}

/** Those that are a file's text. */
const TEXTS = { mail, markdown, csv } as const
