/** The command line: its options, and the manual that `--help` prints. */

import { Command, Option } from 'commander'
import { EXPORTERS } from '../../reports/index.js'
import { parseVerifyOptions } from '../conformance/index.js'
import type { Io } from '../terminal/io.js'
import { keptHint } from '../terminal/npm-options.js'
import { typedName } from '../terminal/typed.js'
import { projectVersion } from '../version.js'
import { benchCommand, quietOption } from './bench-command.js'
import { compareCommand } from './compare.js'
import { type ExplainOptions, explainBuffer } from './explain.js'
import { kernels } from './kernels.js'
import { limits } from './limits.js'
import { type ReportOptions, report } from './report.js'
import { resultsCommand } from './results.js'
import { verify } from './verify.js'

const REPORT_EXAMPLES = `
Examples:
  npm run report -- latest                         the newest run
  npm run report -- before                         a run that was saved under this name
  npm run report -- results/reference/result.json  a file
  npm run report -- latest --out /tmp/r            leave the run's folder as it is
  npm run -s report -- latest --format mail        a mail for a list, on standard output
  npm run -s report -- latest --format markdown | head -20`

const EXPLAIN_EXAMPLES = `
Examples:
  npm run explain -- unmap-pages unmap 4M@0             the series' own example
  npm run explain -- per-page,unmap-pages unmap 4M@0    two shapes, and how they differ
  npm run explain -- map-unmap-pages 64K@64G            a map, then the unmap
  npm run explain -- per-page map 64M@0 --paddr 0x1000  memory 4 KiB off, so that no block fits
  npm run explain -- punt unmap 4M@0 --page-sizes 4K --non-coherent
  npm run explain -- map-sg --with punt map 1M@0 --pieces 64K
  npm run explain -- map-unmap-pages,punt unmap 2M@0 --page-sizes 4K --instructions
  npm run -s explain -- rewalk unmap 64K@0 --json | jq '.operations[].counts'

SHAPE is a call shape, such as per-page, or an engine's id, such as ts/punt@arm-lpae-4k-s2;
npm run bench -- --list names them. BUFFER is SIZE@IOVA, in bytes, with K, M, G or T, or as 0x...
An unmap is of a buffer that the same shape mapped on a domain of its own.

Instructions are those of tiers in C, under valgrind (apt-get install valgrind): of the buffer's map
and unmap over and over, so that tables that stay are there. A shape alone is then the native tier's.

Each line is a step of the layer that is named on the left, indented below the call that caused
it. [7] is the pte of index 7 in its table, [0..511] a run of ptes. Steps that differ in place
alone are told once, with how many more there are.

Exit code: 0 all told, 2 the command line cannot be used.`

const VERIFY_EXAMPLES = `
Examples:
  npm run verify                                   all built-in engines, in under a minute
  npm run verify -- --engine ./my-engine.js        an engine of your own
  npm run verify -- --engine ts/punt,native/punt   two engines
  npm run verify -- --engine ts/punt --verbose     every case, and where it comes from
  npm run verify -- --kernel ~/src/linux@v6.12     a kernel's own code, and its self-tests
  npm run verify -- --case rollback 'a hole'       the cases whose names hold one of these words
  npm run verify -- --runs 1e5 --seed 7            and 100000 random operations an engine
  npm run -s verify -- --json | jq .failed         for scripts

A case runs on sessions of its own. It sees of an engine what a caller sees (what is mapped, what
calls return, which tables are lost) and what the engine reports to its probe: invalidations,
write-backs, tables freed, and in which order.

An engine declares what it does where engines may differ (semantics in engines/contract/engine.ts)
and is held to that. A case that says nothing of an engine is "n/a", with the reason, and no pass.

Each engine has a process of its own; one that throws, hangs (--hang-timeout) or dies fails the
case at hand, and the next case starts another process.

Exit code: 0 no case failed, 1 a case failed, 2 the command line or a file cannot be used,
130 stopped by Ctrl-C.`

/**
 * @param finish is told the exit code of the command that ran.
 * @param more commands that are not everywhere.
 */
export function buildProgram(
  io: Io,
  finish: (code: number) => void,
  more: readonly Command[] = [],
): Command {
  const program = new Command(typedName() ?? 'npm run')
    .version(projectVersion())
    .description(
      'What IOMMU map and unmap calls cost, by the way they are cut into page-table calls',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(complaint(text)),
    })
  program.addCommand(benchCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(limitsCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(verifyCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(explainCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(reportCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(kernelsCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(compareCommand(io, finish).copyInheritedSettings(program))
  program.addCommand(resultsCommand(io, finish).copyInheritedSettings(program))
  for (const command of more) program.addCommand(command.copyInheritedSettings(program))
  return program
}

/** A complaint of commander's, on one line. */
function complaint(text: string): string {
  const line = text.replace(/^error: /, '').replace(/\n(?=\(Did)/, ' ')
  return line.startsWith('too many arguments') ? `${line.trimEnd()}${keptHint(line)}\n` : line
}

function reportCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('report')
    .usage('-- RUN [OPTIONS]')
    .description(
      'Makes the reports of a run anew, from its result file alone, or prints one of them.',
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
    .option('--verbose', 'print every table and warning above the answer')
    .option('--open', 'open the page in the browser')
    .addHelpText('after', REPORT_EXAMPLES)
    .allowExcessArguments(false)
    .action(async (run: string, options: ReportOptions) => {
      finish(await report(run, options, io))
    })
}

function limitsCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('limits')
    .description(
      'Times tier ts beside bare loops that store and clear the same descriptors in the same\ntyped array: how far its engines are from what JavaScript can do at best. Where tier native\nis there, also its engines beside the same work in C without layers, and what the machine\nitself takes: stores, calls, loads, barriers. Exit code 1 where a promise is not kept.',
    )
    .allowExcessArguments(false)
    .action(async () => finish(await limits(io)))
}

function kernelsCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('kernels')
    .description('Lists the kernel trees on this machine that --kernel can name.')
    .allowExcessArguments(false)
    .action(() => finish(kernels(io)))
}

function explainCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('explain')
    .usage('-- SHAPE[,SHAPE] [map|unmap] BUFFER [OPTIONS]')
    .description(
      'Tells the calls, walks, ptes and invalidations of an operation on one buffer, layer by\nlayer, and how two call shapes differ in them.',
    )
    .argument('<shape>', 'a call shape or an engine, or two with a comma between them')
    .argument('<buffer...>', 'SIZE@IOVA, such as 4M@0; before it map or unmap, both by default')
    .option('--with <shape>', 'a second shape, to compare')
    .option('--page-sizes <list>', 'page sizes of the domain', '4K,2M,1G')
    .option('--paddr <address>', "the buffer's memory; co-aligned with its IOVA by default")
    .option('--pieces <size>', 'scattered memory: a scatter list of pieces of this size')
    .option('--lazy', 'a flush queue invalidates later, not each unmap')
    .option('--non-coherent', 'the walker does not snoop: ptes are written back')
    .option('--limit <n>', 'lines of each operation', '80')
    .option('--all', 'every line, repetitions too')
    .option('--instructions', 'count instructions too, and those of one page by function')
    .option('--stacks <folder>', 'write them by their stacks, as flame-graph viewers open them')
    .option('--json', 'print events and counts as JSON')
    .addHelpText('after', EXPLAIN_EXAMPLES)
    .allowExcessArguments(false)
    .action(async (shape: string, rest: string[], options: ExplainOptions) => {
      finish(await explainBuffer(shape, rest, options, io))
    })
}

function verifyCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('verify')
    .usage('[-- OPTIONS]')
    .description(
      "Holds engines to the contract and to what they declare: cases out of the kernel's\nown tests and out of its bug history. A line an engine, and every case that failed.",
    )
    .option(
      '--engine <id|file...>',
      'engines to verify; by default all built-in ones, or with --kernel those of the trees',
    )
    .option(
      '--kernel <tree...>',
      "a kernel's own page-table code, and its own self-tests: a folder, a clone with @REVISION, a tarball",
    )
    .option('--patch <file...>', 'and once more with a patch applied to each tree')
    .option('--case <word...>', 'cases whose names hold one of these; all by default')
    .option('--runs <n>', 'random operations an engine behind the cases, against the model', '0')
    .option('--seed <n>', 'seed of the random operations', '1')
    .option('--hang-timeout <seconds>', 'how long an engine may take for one case', '30')
    .option('--verbose', 'print every case and its source, and not those alone that failed')
    .option('--json', 'print the results as JSON')
    .addHelpText('after', VERIFY_EXAMPLES)
    .allowExcessArguments(false)
    .action(async (raw: Record<string, unknown>) => {
      finish(await verify(parseVerifyOptions(raw), io))
    })
}
