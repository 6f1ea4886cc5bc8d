/**
 * Commands of a checkout: they prove what takes long, or renew the project's own pages. A packed copy
 * has neither tests nor pages, and does not have these.
 */
import { Command, Option } from 'commander'
import type { Io } from '../terminal/io.js'
import { SOAK_PARTS } from '../tools/soak/index.js'
import { bench } from './bench.js'
import { parseBenchOptions } from './bench-options.js'
import { calibrate } from './calibrate.js'
import { parseCalibrateOptions } from './calibrate-options.js'
import type { RunQuick } from './measure-calibration.js'
import { mutateCommand } from './mutate.js'
import { type ReferenceOptions, reference } from './reference.js'
import { soak } from './soak.js'

/** @param finish is told the exit code. */
export function checkoutCommands(io: Io, finish: (code: number) => void): Command[] {
  return [soakCommand, mutateCommand, calibrateCommand, referenceCommand].map((command) =>
    command(io, finish),
  )
}

function soakCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('soak')
    .usage('-- [PART...] [OPTIONS]')
    .description('Proofs that take long, part by part; Ctrl-C ends them with what was done.')
    .argument('[part...]', `${SOAK_PARTS.map(({ name }) => name).join(', ')}; all by default`)
    .option('--operations <n>', 'random operations', '10000000')
    .option('--seconds <n>', 'time for the fuzzer; 0 leaves it out', '120')
    .option('--kills <n>', 'times that a run is killed and gone on with', '100')
    .option('--seed <n>', 'seed of the random operations', '1')
    .addHelpText(
      'after',
      `\nParts:\n${SOAK_PARTS.map(({ name, summary }) => `  ${name}  ${summary}`).join('\n')}`,
    )
    .allowExcessArguments(false)
    .action(async (parts: string[], options: Record<string, unknown>) => {
      finish(await soak(parts, options, io))
    })
}

function calibrateCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('calibrate')
    .usage('[-- OPTIONS]')
    .description(
      'Tries intervals and marks where the truth is known: null rows and planted effects, with nothing\nelse running and with busy processes beside; rows alone and among others; repeats of quick.\nTakes half an hour, and renews docs/calibration.md and docs/cross-talk.md.',
    )
    .option('--families <n>', 'families of 210 null comparisons with nothing else running', '20')
    .option('--busy-families <n>', 'the same with busy processes beside', '20')
    .option('--busy <n>', 'how many busy processes', '4')
    .option('--generations <n>', "fresh processes of each family; quick's minute has 28", '28')
    .option('--cross-talk <n>', 'fresh processes that have rows run alone and among others', '12')
    .option('--repeats <n>', 'full repeats of the quick suite', '3')
    .option(
      '--short',
      'two minutes instead, for a machine that others share: 200 families, resampled\nfrom one of 96 generations; renews no page',
    )
    .option('--keep <folder>', 'keep what was measured there')
    .addOption(
      new Option('--from <folder>', 'score what was kept, and measure nothing').conflicts([
        'keep',
        'short',
      ]),
    )
    .option('--out <folder>', 'where the pages go instead of docs')
    .addHelpText(
      'after',
      '\nExit code: 0 intervals and marks are right, 1 they are not with nothing else running (with --short, wherever it runs),\n2 the command line cannot be used, 130 stopped by Ctrl-C: what was measured is kept.',
    )
    .allowExcessArguments(false)
    .action(async (raw: Record<string, unknown>) =>
      finish(await calibrate(parseCalibrateOptions(raw), quickRun(io), io)),
    )
}

function referenceCommand(io: Io, finish: (code: number) => void): Command {
  return new Command('reference')
    .usage('[-- OPTIONS]')
    .description(
      'Measures the quick suite and renews results/reference, and what README says of the three runs\nthat it quotes. Takes a minute; the machine should have nothing else to do.',
    )
    .option(
      '--from <folder>',
      'a run that is there, instead of measuring: renews the one of its kind',
    )
    .option(
      '--kernel <tree...>',
      "renew results/reference-kernel instead, from these trees' own code; where one has generic_pt,\nresults/reference-generic-pt",
    )
    .option('--format <name...>', 'formats of its generic_pt, or all')
    .option('--time <seconds>', "time for measuring; the suite's by default")
    .option('--force', 'measure on a busy machine too')
    .allowExcessArguments(false)
    .action(async (options: ReferenceOptions) =>
      finish(
        await reference(
          options,
          options.kernel ? kernelRun({ ...options, kernel: options.kernel }, io) : quickRun(io),
          io,
        ),
      ),
    )
}

/** Runs the quick suite into a folder that is there for a while alone: what is told of the run is the suite. */
function quickRun(io: Io): RunQuick {
  return (out, seed) => {
    const raw = { suite: 'quick', seed: seed ?? '1', hangTimeout: '30', out }
    const args = seed === undefined ? [] : ['--seed', String(seed)]
    return bench(parseBenchOptions(raw), ['--suite', 'quick', ...args], io)
  }
}

/** What of a reference run the command line says. */
type KernelRun = Pick<ReferenceOptions, 'format' | 'time'> & { kernel: string[] }

/** As `quickRun`, of kernel trees. */
function kernelRun(
  { format = [], kernel, time }: KernelRun,
  io: Io,
): (out: string) => Promise<number> {
  const raw = { kernel, format, seed: '1', hangTimeout: '30', ...(time !== undefined && { time }) }
  const args = [
    ...['--kernel', ...kernel],
    ...(format.length > 0 ? ['--format', ...format] : []),
    ...(time === undefined ? [] : ['--time', time]),
  ]
  return (out) => bench(parseBenchOptions({ ...raw, out }), args, io)
}
