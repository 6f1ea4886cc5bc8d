/** `npm run report`: makes the reports of a result file again, or prints one of them. */
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { InputError, nearest } from '../../engines/contract/index.js'
import { csv, mail, markdown } from '../../reports/index.js'
import { type Analysis, analyse } from '../../results/analysis/index.js'
import { loadResult, runFolder } from '../../results/record/index.js'
import { findRun } from '../../results/record/runs/index.js'
import { EXIT, type Io } from '../terminal/io.js'
import { openPage } from '../terminal/open-page.js'
import type { MakeCommand } from './command.js'
import { runsFolder } from './runs/runs-folder.js'
import { quietOption, type Shown, showAnswer } from './runs/show-answer.js'
import { PAGE_FILE, writeRunReports } from './runs/write-run-reports.js'

const EXAMPLES = `
Examples:
  npm run report -- latest                         the newest run
  npm run report -- before                         a run that was saved under this name
  npm run report -- results/reference/result.json  a file
  npm run report -- latest --out /tmp/r            leave the run's folder as it is
  npm run -s report -- latest --format mail        a mail for a list, on standard output
  npm run -s report -- latest --format markdown | head -20`

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

export const reportCommand: MakeCommand = (io, finish) =>
  new Command('report')
    .usage('-- RUN [OPTIONS]')
    .description(
      'Makes the reports of a run again, from its result file alone, or prints one of them.',
    )
    .argument(
      '<run>',
      "a result.json, a run's folder, or a name below results/: latest, reference, a saved run's",
    )
    .option('--out <folder>', 'where the reports go; beside the result by default')
    .addOption(
      new Option(
        '--format <name>',
        `print this and write nothing: ${FORMATS.join(', ')}`,
      ).conflicts(['out', 'json', 'open']),
    )
    .option('--json', 'print the analysis as JSON instead of the answer')
    .addOption(quietOption())
    .option('--verbose', 'print every table and warning above the answer')
    .option('--open', 'open the page in the browser')
    .addHelpText('after', EXAMPLES)
    .action(async (run: string, options: ReportOptions) => finish(await report(run, options, io)))

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
