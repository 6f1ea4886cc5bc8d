/** `npm run history`: what versions of a kernel made of the same buffers, and which one changed what. */
import { Command, Option } from 'commander'
import { z } from 'zod'
import { InputError } from '../../engines/contract/index.js'
import { parseConfig, requireAsked } from '../../engines/linux/index.js'
import { OTHER_SHARD, parseBad } from '../../results/history/index.js'
import { requireWritable } from '../../results/record/index.js'
import type { Shard } from '../bench/shard/index.js'
import {
  bisect,
  HISTORY_CELL_IDS,
  requireKnownRows,
  requireRows,
  takeHistory,
  timeHistory,
  wantedVersions,
} from '../history/index.js'
import { spawn as spawnProcess } from '../processes/handle.js'
import { collected } from '../terminal/collected.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import { EXIT, type Io } from '../terminal/io.js'
import { splitNames } from '../terminal/name-list.js'
import { parseOptions, secondsOption } from '../terminal/parse-options.js'
import { progressOn } from '../terminal/progress.js'
import { relativePath } from '../terminal/relative-path.js'
import { findShard } from './bench/shard.js'
import type { MakeCommand } from './command.js'
import { readHistories } from './history/from.js'
import { HISTORY_FORMATS, type PrintOptions, printerOf } from './history/printer.js'
import { runsFolder } from './runs/runs-folder.js'

const EXAMPLES = `
Examples:
  npm run history -- --kernel ~/src/linux v5.10..v7.2            every release in the range
  npm run history -- --kernel ~/src/linux v6.1..v6.12 --commits  every commit that touches a library
  npm run history -- --kernel old.tar.xz --kernel new.tar.xz     trees, in this order
  npm run history -- --kernel ~/src/linux v6.1..v7.2 --figure writeBacks    another figure in the tables
  npm run history -- --kernel ~/src/linux v6.1..v7.2 --format json --out history.json
  npm run history -- --from history.json --format png --out history.png     a chart of what was counted
  npm run history -- --kernel ~/src/linux v6.1..v7.2 --time 300     and times, by a run of its own
  npm run history -- --kernel ~/src/linux v6.1..v7.2 --shard 1/4 --format json --out 1.json
  npm run history -- --from *.json                               the shards of a history as one
  npm run history -- --kernel ~/src/linux --bad 'counts:unmap:writeBacks:1M@4K/non-coherent>1'

Each version is built, gated and counted on these buffers: ${HISTORY_CELL_IDS.join(', ')}.
Rows are those by which the kernel's own core calls a library; --engine names others, such as
per-page or punt-range@vtd-ss. Counts and instructions are exact: no quiet machine is needed.

Versions with the same files are built once, and what was built and counted is cached: the same
command resumes a history that was stopped or killed.

--bad is for git bisect run (docs/history.md): FIGURE:DIRECTION[:COUNTER][:BUFFER], a comparison, and
a number or a revision of the clone, such as instructions:map>v6.1. It is true where it is true of any
buffer and row. Exit code with --bad: 0 good, 1 bad, 125 the tree cannot be judged (it does not build,
or has no such figure), 128 the command line cannot be used, 130 stopped by Ctrl-C: git stops at both.

Exit code: 0 every version has its figures, 1 one lacks some, 2 the command line or a file cannot be
used, 130 stopped by Ctrl-C.`

interface HistoryOptions extends PrintOptions {
  kernel?: string[]
  from?: string[]
  commits?: boolean
  engine?: string[]
  config?: string[]
  bad?: string
  shard?: string
}

export const historyCommand: MakeCommand = (io, finish) => {
  const command = new Command('history')
  return command
    .usage('-- --kernel TREE [FROM..TO] [OPTIONS]')
    .description(
      "What versions of a kernel's own page-table code make of the same buffers: a table, a chart, and which version changed which counter.",
    )
    .argument('[range]', 'revisions of the clone, v5.10..v7.2; all its releases by default')
    .option(
      '--kernel <tree>',
      'a git clone, or a tree as bench takes it; may be given again',
      collected,
    )
    .addOption(
      new Option(
        '--from <file...>',
        'a history, or the shards of one, that --format json wrote',
      ).conflicts(['bad', 'commits', 'config', 'engine', 'kernel', 'shard', 'time']),
    )
    .option('--commits', 'every commit that touches a library, not only releases')
    .option('--engine <names>', 'rows: per-page,punt-range@vtd-ss', collected)
    .option('--config <symbols>', 'set what files ask for: CONFIG_X=y,CONFIG_Y=n', collected)
    .option(
      '--figure <name>',
      'what tables and charts show: instructions, indirectCalls, a counter, or with --time nsPerPage',
    )
    .addOption(
      new Option('--bad <expression>', 'one tree: an exit code for git bisect run').conflicts([
        'commits',
        'figure',
        'format',
        'out',
        'shard',
        'time',
      ]),
    )
    .option('--time <seconds>', 'time them too, for so long', secondsOf)
    .option(
      '--shard <i/n|auto>',
      'one of n parts of the versions, as JSON; --from merges them; auto asks the scheduler',
    )
    .option('--format <format>', HISTORY_FORMATS.join(', '), 'terminal')
    .option('--out <file>', 'a file instead of the terminal')
    .addHelpText('after', EXAMPLES)
    .action(async (range: string | undefined, options: HistoryOptions) => {
      const args = command.parent?.args.slice(1) ?? []
      finish(await showVersions(range, options, args, io))
    })
}

function secondsOf(time: string): number {
  return parseOptions(z.object({ time: secondsOption }), { time }).time
}

/** @returns the exit code. */
async function showVersions(
  range: string | undefined,
  options: HistoryOptions,
  args: readonly string[],
  io: Io,
): Promise<number> {
  const { bad, commits = false, from, kernel = [], time } = options
  const engines = splitNames(options.engine ?? [])
  requireKnownRows(engines)
  const print = printerOf(options, io)
  if (from !== undefined) {
    if (range !== undefined)
      throw new InputError(`${range}: --from reads what was counted, without a range`)
    const { history, whole } = readHistories(from, io)
    await print(history)
    return whole ? EXIT.ok : EXIT.failed
  }
  if (kernel.length === 0) throw new InputError('name a kernel: --kernel ~/src/linux v6.1..v6.12')
  const config = parseConfig(splitNames(options.config ?? []))
  const shard = shardOf(options, io)
  if (time !== undefined) requireWritable(runsFolder())
  const progress = progressOn(io.stderr)
  const interruption = new Interruption(() =>
    progress.note('Stopping after the versions at hand; Ctrl-C again stops at once.'),
  )
  const how = { config, engines, interruption, progress, spawn: io.spawn ?? spawnProcess }
  interruption.listen()
  try {
    if (bad !== undefined) {
      if (range !== undefined || kernel.length > 1)
        throw new InputError('--bad judges one tree: name no range, and one --kernel')
      const parsed = parseBad(bad, HISTORY_CELL_IDS)
      const { code, lines } = await bisect(parsed, kernel[0] ?? '', how)
      for (const line of lines) io.stdout.write(`${line}\n`)
      return interruption.requested ? EXIT_INTERRUPTED : code
    }
    const wanted = wantedVersions(kernel, range, commits)
    const taken = await takeHistory(wanted, { ...how, instructions: true, shard })
    if (!interruption.requested && shard === undefined) {
      // What a shard's own versions lack, others may have.
      requireRows(engines, taken.known)
      requireAsked(config, [...taken.asked].sort())
    }
    const timed =
      time === undefined || interruption.requested
        ? undefined
        : await timeHistory(taken, { ...how, seconds: time, base: runsFolder(), arguments: args })
    const history = timed?.history ?? taken.history
    await print(history)
    if (timed !== undefined)
      io.stderr.write(`Timed in ${relativePath(timed.folder)}: npm run report shows its answer\n`)
    if (interruption.requested) return EXIT_INTERRUPTED
    const failures = history.versions.flatMap((version) => version.failures)
    return failures.some(({ why }) => why !== OTHER_SHARD) ? EXIT.failed : EXIT.ok
  } finally {
    interruption.stopListening()
  }
}

/** @throws InputError where a part cannot be what is asked for beside it. */
function shardOf({ format, shard, time }: HistoryOptions, { stderr }: Io): Shard | undefined {
  if (shard === undefined) return undefined
  if (time !== undefined)
    throw new InputError('--time compares on one machine: leave --shard out, or --time')
  if (format !== 'json')
    throw new InputError('--shard counts a part, which --from merges: add --format json --out FILE')
  return findShard(shard, stderr)
}
