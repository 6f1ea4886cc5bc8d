/** `npm run results`: the runs that there are, and the removal of old ones. */

import { Command } from 'commander'
import { InputError } from '../../engines/contract/index.js'
import { plural, printable, textTable } from '../../reports/text/index.js'
import {
  namedRuns,
  oldRuns,
  type RunPlace,
  removeRuns,
  runPlaces,
} from '../../results/record/runs/index.js'
import { EXIT, type Io } from '../terminal/io.js'
import type { MakeCommand } from './command.js'
import { type RunSummary, summariesOf } from './runs/run-summary.js'
import { runsFolder } from './runs/runs-folder.js'

const EXAMPLES = `
Examples:
  npm run results                                   all runs, with what they take on disk
  npm run results -- --keep 5 --dry-run             what would be removed
  npm run results -- --keep 5                       all dated runs but the five newest
  npm run results -- --remove 2026-01-02T03-04-05   runs by their names
  npm run results -- --remove saved/before          a saved run: only by its name
  npm run -s results -- --json | jq '.[].name'      for scripts

"How much?" is the run's answer to the first of its three questions, in short; --json has its sentence.
A run that was saved under a name is removed only by it; the reference is part of the project, and stays.

Exit code: 0 done, 2 the command line cannot be used or a folder cannot be removed.`

interface Options {
  remove?: string[]
  keep?: string
  dryRun?: boolean
  json?: boolean
}

export const resultsCommand: MakeCommand = (io, finish) =>
  new Command('results')
    .usage('[-- OPTIONS]')
    .description('Lists the runs below results/, and removes old ones on request.')
    .option('--remove <name...>', 'remove these runs')
    .option('--keep <n>', 'remove all dated runs but the n newest')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => finish(results(options, io)))

/**
 * @param base the folder that runs are in.
 * @returns the exit code.
 */
export function results(
  { remove, keep, dryRun = false, json = false }: Options,
  { stdout }: Io,
  base = runsFolder(),
): number {
  if (remove === undefined && keep === undefined) {
    if (dryRun) throw new InputError('--dry-run says what --remove or --keep would do: name one')
    const runs = summariesOf(runPlaces(base))
    stdout.write(json ? `${JSON.stringify(runs, null, 2)}\n` : `${table(runs)}\n`)
    return EXIT.ok
  }
  if (json) throw new InputError('--json is for the list: it does not go with --remove or --keep')
  const places = runPlaces(base)
  const chosen = [
    ...(remove === undefined ? [] : namedRuns(places, remove)),
    ...(keep === undefined ? [] : oldRuns(places, keepOf(keep))),
  ]
  const runs = [...new Set(chosen)]
  if (!dryRun) removeRuns(base, runs)
  stdout.write(removalText(runs, dryRun))
  return EXIT.ok
}

function keepOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InputError(`--keep ${text} is not a whole number`)
}

function removalText(runs: readonly RunPlace[], dryRun: boolean): string {
  if (runs.length === 0) return 'Nothing to remove.\n'
  const verb = dryRun ? 'Would remove' : 'Removed'
  return runs.map(({ name }) => `${verb} ${printable(name)}\n`).join('')
}

function table(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'There are no runs; npm run bench makes one.'
  const lines = runs.map((run) => [
    run.name,
    run.date?.slice(0, 16).replace('T', ' ') ?? '-',
    run.suite ?? '-',
    run.machine ?? '-',
    sizeOf(run.bytes),
    run.state === 'complete' ? (run.figure ?? '-') : stateWords(run),
  ])
  const head = ['run', 'date (UTC)', 'suite', 'machine', 'on disk', 'how much?']
  const cells = [head, ...lines].map((line) => line.map(printable))
  return [...textTable(cells), total(runs)].map((line) => line.trimEnd()).join('\n')
}

function stateWords({ state, figure, problem }: RunSummary): string {
  if (state === 'unfinished') return 'unfinished: killed, or still running'
  if (state === 'broken') return `broken: ${problem ?? 'no result'}`
  return [state, figure].filter((part) => part !== undefined).join('; ')
}

function total(runs: readonly RunSummary[]): string {
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0)
  return `${plural(runs.length, 'run')}, ${sizeOf(bytes)}`
}

function sizeOf(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`
  return bytes >= 1e3 ? `${(bytes / 1e3).toFixed(0)} kB` : `${bytes} B`
}
