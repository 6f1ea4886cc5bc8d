/** `npm run merge`: makes one result of the shards of a run, or puts the runs of machines side by side. */
import { join } from 'node:path'
import { Command } from 'commander'
import { InputError } from '../../engines/contract/index.js'
import { PAGE_FILE } from '../../reports/index.js'
import { overviewHtml, overviewTerminal } from '../../reports/overview/index.js'
import { plural } from '../../reports/text/index.js'
import { analyse } from '../../results/analysis/index.js'
import { Spreads } from '../../results/analysis/overview/index.js'
import { type MergedHead, mergeShards } from '../../results/merge/index.js'
import {
  leadToEnded,
  loadResult,
  type Merged,
  RESULT_FILE,
  type Result,
  ResultError,
  writeFileAtomically,
} from '../../results/record/index.js'
import { findRun } from '../../results/record/runs/index.js'
import { RunFolder } from '../bench/record/folder.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { openPage } from '../terminal/open-page.js'
import { relativePath } from '../terminal/relative-path.js'
import type { MakeCommand } from './command.js'
import { sideBySide } from './merge/side-by-side.js'
import { runsFolder } from './runs/runs-folder.js'
import { type Shown, showAnswer } from './runs/show-answer.js'
import { quietOption, verboseOption } from './runs/shown-options.js'
import { writeRunReports } from './runs/write-run-reports.js'

const EXAMPLES = `
Examples:
  npm run merge -- /scratch/run/shard-*                    the shards of one run
  npm run merge -- /scratch/run/shard-* --out /scratch/run/merged
  npm run merge -- phone.json server.json x86.json         three machines, side by side
  npm run merge -- phone server x86 --out by-machine       and as text, Markdown and a page

Shards are what npm run bench -- --shard i/n measures: on as many machines, of one kind. Missing
shards are named, and the result is marked as not whole. A shard of another run, one that is
there twice, and one of another CPU, compiler or kernel tree is refused. Of more than 2,000 cells the
page is an overview; every sample is in result.json beside it.

Whole runs are not merged: they stand side by side, with the answers and speed-ups of each. There is
no mean over machines unless --mean asks for it. Merge shards first, a machine at a time.

Exit code: 0 the run is whole, 1 shards are missing or a row failed, 2 the command line or a file
cannot be used.`

interface MergeOptions extends Shown {
  out?: string
  mixed?: boolean
  mean?: boolean
  overview?: boolean
  open?: boolean
}

export const mergeCommand: MakeCommand = (io, finish) =>
  new Command('merge')
    .usage('-- RESULT... [OPTIONS]')
    .description(
      'Makes one result, with its reports, of the shards of a run, or puts whole runs of several machines side by side.',
    )
    .argument('<result...>', "result.json files, runs' folders, or names below results/")
    .option('--out <folder>', 'a new or empty folder; results/<date-time> by default')
    .option('--mixed', 'merge shards of different CPUs, compilers or trees all the same')
    .option(
      '--overview',
      'how speed-ups spread instead of single figures; the default above 2,000 cells',
    )
    .option('--mean', 'of whole runs: a geometric mean over the machines as well')
    .addOption(quietOption())
    .addOption(verboseOption())
    .option('--open', 'open the page in the browser')
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: MergeOptions) =>
      finish(await merge(names, options, io)),
    )

/** Options of either way to merge, which do nothing in the other. */
const OF_SHARDS = ['mixed', 'overview', 'quiet', 'verbose'] as const
const OF_WHOLE_RUNS = ['mean'] as const

/**
 * @returns the exit code.
 * @throws InputError for an option of the other way to merge.
 */
async function merge(names: readonly string[], options: MergeOptions, io: Io): Promise<number> {
  const base = runsFolder()
  const paths = names.map((name) => findRun(base, name))
  const whole = isWhole(paths)
  const idle = (whole ? OF_SHARDS : OF_WHOLE_RUNS).find((name) => options[name] === true)
  if (idle !== undefined) {
    const [of, these] = whole ? ['shards', 'whole runs'] : ['whole runs', 'shards']
    throw new InputError(`--${idle} is for ${of}, and these are ${these}`)
  }
  return whole ? sideBySide(paths, options, io) : mergeAndShow(paths, base, options, io)
}

/** Whether the first result that can be read is no shard. */
function isWhole(paths: readonly string[]): boolean {
  for (const path of paths) {
    try {
      return loadResult(path).shard === undefined
    } catch (error) {
      if (!(error instanceof ResultError)) throw error
    }
  }
  return false
}

async function mergeAndShow(
  paths: readonly string[],
  base: string,
  { mixed = false, open, out, overview, ...shown }: MergeOptions,
  io: Io,
): Promise<number> {
  const place = new RunFolder(out === undefined ? { base } : { out }, new Date())
  const leftOut = (message: string) => io.stderr.write(`Left out: ${message}\n`)
  const spreads = new Spreads()
  let head: MergedHead
  try {
    const taken = (shard: Result) => spreads.add(shard)
    head = mergeShards(paths, place.path(), { mixed, leftOut, taken })
  } catch (error) {
    place.discard()
    throw error
  }
  const folder = place.path()
  if (out === undefined) leadToEnded(base, folder, (line) => io.stderr.write(`${line}\n`))
  const { merged, options, rows } = head
  const page = join(folder, PAGE_FILE)
  let written = true
  if (overview ?? options.cells.length > MOST_JUDGED) {
    const found = { run: head, merged, spreads: spreads.all() }
    writeFileAtomically(page, overviewHtml(found, RESULT_FILE))
    writeColoured(io.stdout, overviewTerminal(found, lookOf(io.stdout)))
    io.stderr.write(`Written: ${relativePath(page)}\n`)
  } else {
    const analysis = analyse(loadResult(folder))
    written = await writeRunReports(analysis, folder, io.stderr)
    showAnswer(analysis, written ? folder : undefined, shown, io)
  }
  if (open === true && written) await openPage(page, io.stderr)
  for (const line of missingLines(merged)) io.stderr.write(`${line}\n`)
  if (!written) return EXIT.badInput
  const failed = rows.some(({ failure }) => failure !== undefined)
  return failed || merged.missing.length > 0 ? EXIT.failed : EXIT.ok
}

/** Cells of which every figure is judged: each takes milliseconds, and room in the page. */
const MOST_JUDGED = 2000

function missingLines({ missing, shards }: Merged): string[] {
  const all = missing.length + shards.length
  return missing.map(
    ({ cells, index }) =>
      `Shard ${index} is missing, with ${plural(cells, 'cell')}; ${all} have cells.`,
  )
}
