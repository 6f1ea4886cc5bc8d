/** `npm run calibrate`: how often intervals and marks are right where the truth is known. */
import { Command, Option } from 'commander'
import { parseOptions } from '../terminal/parse-options.js'
import { calibrate, calibrateOptionsSchema } from '../tools/calibrate/index.js'
import { benchInto } from './bench.js'
import type { MakeCommand } from './command.js'

export const calibrateCommand: MakeCommand = (io, finish) =>
  new Command('calibrate')
    .usage('[-- OPTIONS]')
    .description(
      'Tries intervals and marks where the truth is known: null rows and planted effects, with nothing else running and with busy processes beside; rows alone and among others; repeats of quick. Takes half an hour, and writes docs/calibration.md and docs/cross-talk.md again.',
    )
    .option('--families <n>', 'families of 210 null comparisons with nothing else running', '20')
    .option('--busy-families <n>', 'the same with busy processes beside', '20')
    .option('--busy <n>', 'how many busy processes', '4')
    .option('--generations <n>', "fresh processes of each family; quick's minute has 28", '28')
    .option('--cross-talk <n>', 'fresh processes that have rows run alone and among others', '12')
    .option('--repeats <n>', 'full repeats of the quick suite', '3')
    .option(
      '--short',
      'two minutes instead, for a machine that others share: 200 families, resampled\nfrom one of 96 generations; writes no page',
    )
    .option('--keep <folder>', 'save what was measured there')
    .addOption(
      new Option('--from <folder>', 'score what was saved, and measure nothing').conflicts([
        'keep',
        'short',
      ]),
    )
    .option('--out <folder>', 'where the pages go instead of docs')
    .addHelpText(
      'after',
      '\nExit code: 0 intervals and marks are right, 1 they are not with nothing else running (with --short, wherever it runs),\n2 the command line cannot be used, 130 stopped by Ctrl-C: what was measured is saved.',
    )
    .action(async (raw: Record<string, unknown>) => {
      const quick = (out: string, seed: number) =>
        benchInto(out, ['--suite', 'quick', '--seed', String(seed)], io)
      finish(await calibrate(parseOptions(calibrateOptionsSchema, raw), quick, io))
    })
