/** `npm run report`: makes the reports of a result file again, or prints one of them. */
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Command, Option } from 'commander'
import { InputError } from '../../engines/contract/index.js'
import { EXPORTERS, exporterNamed, PAGE_FILE } from '../../reports/index.js'
import { analyse } from '../../results/analysis/index.js'
import { JOURNAL_FILE, loadResult, RESULT_FILE, resultFile } from '../../results/record/index.js'
import { findRun } from '../../results/record/runs/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { openPage } from '../terminal/open-page.js'
import type { MakeCommand } from './command.js'
import { runsFolder } from './runs/runs-folder.js'
import { type Shown, showAnswer } from './runs/show-answer.js'
import { quietOption, verboseOption } from './runs/shown-options.js'
import { writeRunReports } from './runs/write-run-reports.js'

const EXAMPLES = `
Examples:
  npm run report -- latest                         the newest run
  npm run report -- before                         a run that was saved under this name
  npm run report -- results/reference/result.json  a file
  npm run report -- latest --out /tmp/r            leave the run's folder as it is
  npm run -s report -- latest --format mail        a mail for a list, on standard output
  npm run -s report -- latest --format markdown | head -20`

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
      'Makes the reports of a run again, from its result file only, or prints one of them.',
    )
    .argument(
      '<run>',
      "a result.json, a run's folder, or a name below results/: latest, reference, a saved run's",
    )
    .option('--out <folder>', 'where the reports go; beside the result by default')
    .addOption(
      new Option(
        '--format <name>',
        `print this and write nothing: ${EXPORTERS.map(({ name }) => name).join(', ')}`,
      ).conflicts(['out', 'json', 'open']),
    )
    .option('--json', 'print the analysis as JSON instead of the answer')
    .addOption(quietOption())
    .addOption(verboseOption())
    .option('--open', 'open the page in the browser')
    .addHelpText('after', EXAMPLES)
    .action(async (run: string, options: ReportOptions) => finish(await report(run, options, io)))

/**
 * @param name a result.json, a run's folder, or a name below results/, as `latest`.
 * @param base the folder that runs are in.
 * @returns the exit code.
 * @throws InputError for a format that there is not, and for a folder of another run.
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
  const file = resultFile(run)
  const folder = out ?? dirname(file)
  if (format === undefined) requireNoOther(folder, file)
  const written = format === undefined && (await writeRunReports(analysis, folder, io.stderr, run))
  if (exporter !== undefined) {
    const text = await exporter.text(analysis, { ...lookOf(io.stdout), ...shown, folder })
    if (exporter.coloured) writeColoured(io.stdout, text)
    else io.stdout.write(text)
  } else showAnswer(analysis, written ? folder : undefined, shown, io)
  if (open === true && written) await openPage(join(folder, PAGE_FILE), io.stderr)
  return written || format !== undefined ? EXIT.ok : EXIT.badInput
}

/** @throws InputError where reports of this result would lie in the folder of another. */
function requireNoOther(folder: string, file: string): void {
  const held = [RESULT_FILE, JOURNAL_FILE]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path))
  if (held === undefined || realpathSync(held) === realpathSync(file)) return
  throw new InputError(
    `${folder} holds the ${basename(held)} of another run, whose reports lie there: name another folder with --out`,
  )
}
