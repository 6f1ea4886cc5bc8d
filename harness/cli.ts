/** The command line: its options, and the manual that `--help` prints. */
import { Command } from 'commander'
import { bench } from './commands/bench.js'
import { parseBenchOptions } from './commands/bench-options.js'
import type { Io } from './commands/io.js'
import { limits } from './commands/limits.js'
import { report } from './commands/report.js'
import { projectVersion } from './version.js'

const BENCH_EXAMPLES = `
Examples:
  npm run bench                                    the quick suite, in under a minute
  npm run bench -- --suite smoke                   a first look, in under 15 s
  npm run bench -- --cell '64M@4K' --time 20       one cell, with more time for it
  npm run bench -- --engine ts/punt-range          one call shape against the baseline
  npm run bench -- --engine ./my-engine.js         an engine of your own against the baseline
  npm run bench -- --list                          engines, suites, and the suite's cells
  npm run -s bench -- --json | jq .means           for scripts

Cells are named after their buffer and the page sizes of their domain: 64M@4K is a 64 MiB buffer
on a domain of 4K pages; 2M@4K+2M~4K is a 2 MiB buffer whose physical address is 4 KiB off, so
that it cannot be a block. A pattern may hold *, as in 'trace:*'.

Ctrl-C ends a run with a report of what was measured so far.

Exit code: 0 all rows measured, 1 a row failed, 2 the command line or a file cannot be used,
130 stopped by Ctrl-C.`

const REPORT_EXAMPLES = `
Examples:
  npm run report -- results/latest                 the newest run
  npm run report -- results/latest --out /tmp/r    leave the run's folder as it is`

/** @param finish is told the exit code of the command that ran. */
export function buildProgram(io: Io, finish: (code: number) => void): Command {
  const program = new Command('npm run')
    .version(projectVersion())
    .description(
      'What IOMMU map and unmap calls cost, by the way they are cut into page-table calls',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, '').replace(/\n(?=\(Did)/, ' ')),
    })
  program.addCommand(benchCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(limitsCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(reportCommand(io, finish).copyInheritedSettings(program))
  return program
}

function benchCommand(io: Io, finish: (code: number) => void): Command {
  const command = new Command('bench')
  return command
    .usage('[-- OPTIONS]')
    .description(
      'Measures call shapes side by side, on generated buffers and on real DMA traces,\nand writes the results to results/<date-time>/.',
    )
    .option('--suite <name|file>', 'smoke, quick, full, or a JSON file of your own', 'quick')
    .option('--engine <id|file...>', "engines to run instead of the suite's; the baseline is added")
    .option('--cell <pattern...>', "cells to run of the suite's")
    .option(
      '--time <seconds>',
      "time for the whole run, set-up not included; the suite's by default",
    )
    .option('--generations <n>', "generations of fresh processes; the suite's by default")
    .option('--seed <n>', 'seed of everything that is left to chance', '1')
    .option('--out <folder>', 'a new or empty folder for the results')
    .option('--hang-timeout <seconds>', 'how long an engine may be silent', '30')
    .option('--host', "record the host's name")
    .option('--plan', 'print cells, rows and time, and measure nothing')
    .option('--list', "print engines, suites and the suite's cells")
    .option('--json', 'print the analysis as JSON instead of the table')
    .addHelpText('after', BENCH_EXAMPLES)
    .allowExcessArguments(false)
    .action(async (raw: Record<string, unknown>) => {
      const args = command.parent?.args.slice(1) ?? []
      finish(await bench(parseBenchOptions(raw), args, io))
    })
}

function reportCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('report')
    .usage('-- FILE [OPTIONS]')
    .description('Makes the reports of a run anew, from its result file alone.')
    .argument('<file>', "a result.json, or a run's folder")
    .option('--out <folder>', 'where the reports go; beside the result by default')
    .option('--json', 'print the analysis as JSON instead of the table')
    .addHelpText('after', REPORT_EXAMPLES)
    .allowExcessArguments(false)
    .action(async (file: string, options: { out?: string; json?: boolean }) => {
      finish(await report(file, options, io))
    })
}

function limitsCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('limits')
    .description(
      'Times tier ts beside bare loops that store and clear the same descriptors in the same\ntyped array: how far its engines are from what JavaScript can do at best.',
    )
    .allowExcessArguments(false)
    .action(async () => finish(await limits(io)))
}
