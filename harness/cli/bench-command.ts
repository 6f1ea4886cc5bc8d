/** The command `bench`: its options and its manual. */
import { Command, Option } from 'commander'
import type { Io } from '../terminal/io.js'
import { bench } from './bench.js'
import { parseBenchOptions } from './bench-options.js'
import { resume } from './resume.js'

const BENCH_EXAMPLES = `
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
  npm run bench -- --save before                   kept by a name, for npm run compare
  npm run bench -- --baseline before               the same cells again, compared with it
  npm run bench -- --resume latest                 on with a run that was stopped or killed
  npm run bench -- --list                          engines, suites, and the suite's cells
  npm run bench -- --list --kernel ~/src/linux     and the tree's libraries, formats and rows
  npm run -s bench -- --list --json | jq -r '.engines[].id'    for scripts
  npm run -s bench -- --json | jq .means           for scripts

Cells are named after their buffer and the page sizes of their domain: 64M@4K is a 64 MiB buffer
on a domain of 4K pages. What is added tells how it lies: 2M@4K+2M/not-co-aligned has its physical
memory 4 KiB off, so that it cannot be a block; /unaligned begins 4 KiB past its alignment,
/straddling half of itself: 2M then fills no whole table;
1M@4K/scatter-16K is a scatter list of 16 KiB segments; /lazy and /non-coherent are modes. Others
begin with what they are: mix:, rollback:, cold:, trace:. A pattern may hold *, as in 'trace:*'.

Engines are named TIER/SHAPE; a call shape alone is that of the nearest tier that is there.

Instructions of rows in C are counted beside calls where valgrind is installed, in a program of its
own: exact on any machine, however noisy. What was counted before is not counted again,
nor does the gate check again what it passed.

An engine that throws, hangs or dies loses its row alone; what it did so on is kept in the run's
folder, and --tape runs it again.

Ctrl-C ends a run after the cell at hand, with a report of what was measured. Every round is on disk:
--resume goes on with a run after Ctrl-C, a kill or a power cut, in fresh processes, with the options
that it was begun with; --time is for what is added, --generations for all together.

Exit code: 0 all rows measured, 1 a row failed, 2 the command line or a file cannot be used,
130 stopped by Ctrl-C.`

/** @param finish is told the exit code. */
export function benchCommand(io: Io, finish: (code: number) => void): Command {
  const command = benchOptions()
  return command
    .usage('[-- OPTIONS]')
    .description(
      'Measures call shapes side by side, on generated buffers and on real DMA traces,\nand writes the results to results/<date-time>/.',
    )
    .addHelpText('after', BENCH_EXAMPLES)
    .allowExcessArguments(false)
    .action(async (raw: Record<string, unknown>) => {
      const args = command.parent?.args.slice(1) ?? []
      const options = parseBenchOptions(raw)
      const resumed = options.resume === undefined ? undefined : resume(options.resume, optionsOf)
      finish(
        await (resumed
          ? bench({ ...resumed.options, ...given(options) }, resumed.args, io, resumed.run)
          : bench(options, args, io)),
      )
    })
}

/** What was said beside --resume and may differ from how the run was begun. */
function given({
  baseline,
  generations,
  json,
  open,
  quiet,
  time,
  verbose,
  wait,
}: ReturnType<typeof parseBenchOptions>) {
  return {
    ...(generations !== undefined && { generations }),
    ...(time !== undefined && { time }),
    ...(baseline !== undefined && { baseline }),
    ...(json && { json }),
    ...(open && { open }),
    ...(quiet && { quiet }),
    ...(verbose && { verbose }),
    ...(wait && { wait }),
  }
}

/** Options as commander would hand them over, of arguments that were recorded. */
function optionsOf(args: readonly string[]): Record<string, unknown> {
  return benchOptions().exitOverride().parse(args, { from: 'user' }).opts()
}

/** At a run's end, and of a report. */
export function quietOption(): Option {
  return new Option('--quiet', 'print the three answers alone').conflicts('verbose')
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
    .option(
      '--format <name...>',
      "formats of its generic_pt that are timed, or all; by default the tree's first",
    )
    .option('--engine <id|file...>', "engines to run instead of the suite's; the baseline is added")
    .option('--cell <pattern...>', "cells to run of the suite's")
    .option('--time <seconds>', "time for measuring; the suite's by default")
    .option('--generations <n>', 'end after so many fresh processes, though there is time')
    .addOption(new Option('--precision <percent>').hideHelp())
    .option('--seed <n>', 'seed of everything that is left to chance', '1')
    .option('--out <folder>', 'a new or empty folder for the results')
    .option('--save <name>', 'keep the results as results/saved/NAME')
    .option('--baseline <run>', 'and compare them with an earlier run, by its name or folder')
    .option('--resume <run>', 'go on with a run that was stopped or killed, by its name or folder')
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
