/** `npm run bench`: runs a suite, or prints what it would run. */
import { Command, Option } from 'commander'
import { z } from 'zod'
import { InputError } from '../../engines/contract/index.js'
import {
  cellsOf,
  loadSuite,
  redundantCells,
  selectCells,
  timedAnywhere,
} from '../../workloads/index.js'
import { listingOf, listingText } from '../bench/selection/list.js'
import { planText } from '../bench/selection/plan-text.js'
import { selectEngines } from '../bench/selection/select-engines.js'
import { EXIT, type Io } from '../terminal/io.js'
import { nameList } from '../terminal/name-list.js'
import { parseOptions, secondsOption, wholeNumber } from '../terminal/parse-options.js'
import { progressOn } from '../terminal/progress.js'
import { measureAndShow } from './bench/measure.js'
import { replayTape } from './bench/replay.js'
import { loadStoppedRun, type StoppedRun } from './bench/resume.js'
import type { MakeCommand } from './command.js'
import { openKernels } from './open-kernels.js'
import { quietOption } from './runs/show-answer.js'

const EXAMPLES = `
Examples:
  npm run bench                                    the quick suite, in a minute (two the first time)
  npm run bench -- --suite smoke                   a first look, in under 15 s
  npm run bench -- --time 600                      with more time: narrower intervals
  npm run bench -- --cell '2M@4K' --time 5         one cell, in seconds
  npm run bench -- --suite full --cell 'cold:*'    cells of another suite
  npm run bench -- --engine punt-range             one call shape against the baseline
  npm run bench -- --engine punt,punt-range --cell 64K@4K,2M@4K    lists: commas or spaces
  npm run bench -- --engine ./my-engine.js         an engine of your own against the baseline
  npm run bench -- --kernel ~/src/linux            the kernel's own io-pgtable-arm and generic_pt
  npm run bench -- --kernel ~/src/linux --format all    every page-table format that it has
  npm run bench -- --kernel ~/src/linux --patch my.patch    before and after a patch
  npm run bench -- --kernel ~/src/linux@v6.1 ~/src/linux@v6.12    two versions, side by side
  npm run bench -- --open                          and the page in the browser
  npm run bench -- --save before                   saved under a name, for npm run compare
  npm run bench -- --baseline before               the same cells again, compared with it
  npm run bench -- --resume latest                 resume a run that was stopped or killed
  npm run bench -- --list                          engines, suites, and the suite's cells
  npm run bench -- --list --kernel ~/src/linux     and the tree's libraries, formats and rows
  npm run -s bench -- --list --json | jq -r '.engines[].id'    for scripts
  npm run -s bench -- --json | jq .means           for scripts

Cells are named after their buffer and the page sizes of their domain: 64M@4K is a 64 MiB buffer
on a domain of 4K pages. What follows says where it lies: 2M@4K+2M/not-co-aligned has its physical
memory 4 KiB off, so that it cannot be a block; /unaligned begins 4 KiB past its alignment,
/straddling half of itself: 2M then fills no whole table;
1M@4K/scatter-16K is a scatter list of 16 KiB segments; /lazy and /non-coherent are modes. Others
begin with what they are: mix:, rollback:, cold:, trace:. A pattern may hold *, as in 'trace:*'.

Engines are named TIER/SHAPE; a call shape alone is that of the nearest tier that is there.

Instructions of rows in C are counted beside calls where valgrind is installed, in a program of its
own: exact on any machine, however noisy. What was counted before is not counted again,
nor does the gate check again what it passed.

An engine that throws, hangs or dies loses its row alone; what it failed on is saved in the run's
folder, and --tape runs it again.

Ctrl-C ends a run after the current cell, with a report of what was measured. Every round is on disk:
--resume resumes a run after Ctrl-C, a kill or a power cut, in fresh processes, with the options
that it was started with; --time is for what is added, --generations for all together.

Exit code: 0 all rows measured, 1 a row failed, 2 the command line or a file cannot be used,
130 stopped by Ctrl-C.`

const optionsSchema = z.object({
  suite: z.string().optional(),
  kernel: z.array(z.string()).default([]),
  patch: z.array(z.string()).default([]),
  config: nameList,
  format: nameList,
  engine: nameList,
  cell: nameList,
  time: secondsOption.optional(),
  generations: wholeNumber(1).optional(),
  countTiers: z.boolean().default(false),
  checkAgain: z.boolean().default(false),
  wait: z.boolean().default(false),
  precision: z
    .undefined({
      error:
        'is no longer an option: a run lasts as long as --time says, and more time narrows the intervals',
    })
    .optional(),
  seed: wholeNumber(0, 2 ** 32 - 1),
  out: z.string().optional(),
  save: z.string().optional(),
  baseline: z.string().optional(),
  resume: z.string().optional(),
  tape: z.string().optional(),
  instructions: z.boolean().optional(),
  hangTimeout: secondsOption,
  json: z.boolean().default(false),
  open: z.boolean().default(false),
  quiet: z.boolean().default(false),
  verbose: z.boolean().default(false),
  plan: z.boolean().default(false),
  list: z.boolean().default(false),
  host: z.boolean().default(false),
})
type BenchOptions = z.infer<typeof optionsSchema>

export const benchCommand: MakeCommand = (io, finish) => {
  const command = benchOptions()
  return command
    .usage('[-- OPTIONS]')
    .description(
      'Measures call shapes side by side, on generated buffers and on real DMA traces,\nand writes the results to results/<date-time>/.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (raw: Record<string, unknown>) => {
      const options = checkedOptions(raw)
      if (options.resume === undefined) {
        finish(await bench(options, command.parent?.args.slice(1) ?? [], io))
        return
      }
      const stopped = loadStoppedRun(options.resume)
      const begun = checkedOptions(optionsOf(stopped.args))
      finish(await bench({ ...begun, ...changesOnResume(options) }, stopped.args, io, stopped))
    })
}

/**
 * Runs `npm run bench -- ARGS` into a folder. Results record the arguments alone: the folder is one
 * that is removed soon.
 *
 * @returns the exit code.
 */
export function benchInto(out: string, args: readonly string[], io: Io): Promise<number> {
  return bench(checkedOptions({ ...optionsOf(args), out }), args, io)
}

function benchOptions(): Command {
  return new Command('bench')
    .option(
      '--suite <name|file>',
      'smoke, quick, full, kernel, or a JSON file of your own; quick by default, kernel with --kernel',
    )
    .option(
      '--kernel <tree...>',
      "time a kernel's own page-table code: a source folder, a clone with @REVISION, a tarball",
    )
    .option('--patch <file...>', 'and once more with a patch applied to each tree')
    .option('--config <symbol...>', 'set what its files ask for: CONFIG_X=y,CONFIG_Y=n')
    .option(
      '--format <name...>',
      "formats of its generic_pt that are timed, or all; by default the tree's first",
    )
    .option('--engine <id|file...>', "engines to run instead of the suite's; the baseline is added")
    .option('--cell <pattern...>', "cells of the suite's to run")
    .option('--time <seconds>', "time for measuring; the suite's by default")
    .option('--generations <n>', 'end after this many fresh processes, even if there is time left')
    .addOption(new Option('--precision <percent>').hideHelp())
    .option('--seed <n>', 'seed of everything that is random', '1')
    .option('--out <folder>', 'a new or empty folder for the results')
    .option('--save <name>', 'save the results as results/saved/NAME')
    .option('--baseline <run>', 'and compare them with an earlier run, by its name or folder')
    .option('--resume <run>', 'resume a run that was stopped or killed, by its name or folder')
    .option('--check-again', 'check again what the gate passed in an earlier run')
    .option('--count-tiers', 'count on tiers that are not timed too; a difference fails the row')
    .option('--wait', 'wait for a CPU that no other run measures on')
    .option('--hang-timeout <seconds>', 'how long an engine may be silent', '30')
    .option('--instructions', 'count instructions in all cells, not in the main ones alone')
    .option('--no-instructions', 'count no instructions')
    .option('--host', "record the host's name")
    .option(
      '--tape <file>',
      'run what a row crashed on again, from its crash-….json, and nothing else',
    )
    .option('--open', 'open the page in the browser when it is written')
    .option('--plan', 'print cells, rows and time, and measure nothing')
    .option(
      '--list',
      "print engines, suites and the suite's cells; with --kernel those of the tree",
    )
    .option('--json', 'print the analysis as JSON instead of the answer, and a --list')
    .addOption(quietOption())
    .option('--verbose', 'print every table and warning above the answer')
}

/** Options as commander hands them over, of arguments. */
function optionsOf(args: readonly string[]): Record<string, unknown> {
  return benchOptions().exitOverride().parse(args, { from: 'user' }).opts()
}

/** @throws InputError naming the option, its value and what is wrong with it. */
function checkedOptions(raw: Record<string, unknown>): BenchOptions {
  const options = parseOptions(optionsSchema, raw)
  if (options.kernel.length > 0) return options
  const [patch] = options.patch
  if (patch !== undefined) {
    throw new InputError(`--patch ${patch}: name the tree that it is for with --kernel`)
  }
  const [setting] = options.config
  if (setting !== undefined) {
    throw new InputError(`--config ${setting}: name the tree that it is for with --kernel`)
  }
  const [format] = options.format
  if (format !== undefined) {
    throw new InputError(
      `--format ${format}: formats are those of a kernel tree, named with --kernel; --engine SHAPE@FORMAT names those of other tiers`,
    )
  }
  return options
}

/** What is given beside --resume and may differ from how the run was started. */
function changesOnResume(options: BenchOptions): Partial<BenchOptions> {
  const { baseline, generations, json, open, quiet, time, verbose, wait } = options
  const changes = { baseline, generations, json, open, quiet, time, verbose, wait }
  return Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined && value !== false),
  )
}

/**
 * @param args as they were given, for whoever reads the result.
 * @param stopped the run to resume, whose options these are.
 * @returns the exit code.
 */
async function bench(
  options: BenchOptions,
  args: readonly string[],
  io: Io,
  stopped?: StoppedRun,
): Promise<number> {
  const trees = await openKernels(options, progressOn(io.stderr))
  const hangMs = options.hangTimeout * 1000
  if (options.tape !== undefined) {
    return replayTape({ tape: options.tape, engines: options.engine, hangMs }, io)
  }
  const suite = loadSuite(options.suite ?? (trees > 0 ? 'kernel' : 'quick'))
  const all = cellsOf(suite)
  if (options.list) {
    const listing = listingOf(suite, all)
    io.stdout.write(options.json ? `${JSON.stringify(listing, null, 2)}\n` : listingText(listing))
    return EXIT.ok
  }
  const named = options.engine.length > 0
  // Engines that the user names are timed in all cells; the suite's, where it says.
  const cells = selectCells(all, options.cell, redundantCells(suite)).map((cell) =>
    named ? { ...cell, timedEngines: undefined } : cell,
  )
  // Reads the traces: a bad one is reported before anything is started or written.
  for (const cell of cells) cell.compile(1)
  const engines = await selectEngines(
    named
      ? { timed: options.engine, counted: [] }
      : {
          timed: timedAnywhere(suite),
          counted: suite.counted,
          countTiers: options.countTiers,
          formats: options.format,
          // A patch is to be answered fast.
          kernelVariants: suite.kernelVariants && options.patch.length === 0,
          // One tree against another is what two are named for; one alone has our own tier as its check.
          besideKernels: trees > 1 ? 'nothing' : 'nearest',
          skipAbsent: true,
        },
    hangMs,
  )
  const timeSeconds = options.time ?? suite.seconds
  if (options.plan) {
    io.stdout.write(planText({ suite, cells, engines, timeSeconds }))
    return EXIT.ok
  }
  const mostGenerations = options.generations ?? suite.generations
  const run = { suite: suite.name, cells, engines, timeSeconds, mostGenerations, arguments: args }
  return measureAndShow(run, options, io, stopped)
}
