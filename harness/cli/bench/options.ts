/** The options of `npm run bench`. */
import { Command, Option } from 'commander'
import { z } from 'zod'
import { InputError } from '../../../engines/contract/index.js'
import { DOMAIN_CHOICES, LIST_CHOICES, pageSizesOption } from '../../../workloads/index.js'
import { nameList } from '../../terminal/name-list.js'
import { parseOptions, secondsOption, wholeNumber } from '../../terminal/parse-options.js'
import { requireKernel } from '../../terminal/require-kernel.js'
import { listsOption } from '../runs/lists-option.js'
import { quietOption, verboseOption } from '../runs/shown-options.js'

const optionsSchema = z.object({
  suite: z.string().optional(),
  trace: nameList,
  domains: z.enum(DOMAIN_CHOICES).optional(),
  keepWhole: z.boolean().optional(),
  lists: z.enum(LIST_CHOICES).optional(),
  pageSizes: z.string().transform(pageSizesOption).optional(),
  kernel: z.array(z.string()).default([]),
  patch: z.array(z.string()).default([]),
  config: nameList,
  format: nameList,
  engine: nameList,
  cell: nameList,
  shard: z.string().optional(),
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
/** The options of a run, checked. */
export type BenchOptions = z.infer<typeof optionsSchema>

/** The command with its options, and no action. */
export function benchOptions(): Command {
  return new Command('bench')
    .option(
      '--suite <name|file>',
      'smoke, quick, full, granules, contiguous, kernel, or a JSON file of your own; quick by default, kernel with --kernel',
    )
    .option(
      '--trace <file...>',
      'DMA traces: files, - for standard input, or names of bundled ones; alone, or before the cells',
    )
    .addOption(
      new Option('--domains <how>', "how a trace's domains are told apart").choices(DOMAIN_CHOICES),
    )
    .option('--keep-whole', 'replay what lies between losses of a trace that is not whole')
    .addOption(listsOption())
    .option(
      '--page-sizes <list>',
      "page sizes of a trace's domain, such as 16K,32M; its kernel's by default",
    )
    .option(
      '--kernel <tree...>',
      "time a kernel's own page-table code: a source folder, a clone with @REVISION, a tarball",
    )
    .option('--patch <file...>', 'and once more with a patch applied to each tree')
    .option('--config <symbol...>', 'set what its files ask for: CONFIG_X=y,CONFIG_Y=n')
    .option(
      '--format <name...>',
      "page-table formats that are timed beside the default one, or all; by default a tree's first",
    )
    .option('--engine <id|file...>', "engines to run instead of the suite's; the baseline is added")
    .option('--cell <pattern...>', "cells of the suite's to run")
    .option(
      '--shard <i/n|auto>',
      'measure one of n parts of the cells, on as many machines; auto reads which from a scheduler',
    )
    .option('--time <seconds>', "time for measuring; the suite's by default, of a shard its part")
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
    .option('--instructions', 'count instructions in all cells, not only in the main ones')
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
    .addOption(verboseOption())
}

/** Options as commander hands them over, of arguments. */
export function optionsOf(args: readonly string[]): Record<string, unknown> {
  return benchOptions().exitOverride().parse(args, { from: 'user' }).opts()
}

/** @throws InputError naming the option, its value and what is wrong with it. */
export function checkedOptions(raw: Record<string, unknown>): BenchOptions {
  const options = parseOptions(optionsSchema, raw)
  if (options.trace.length === 0) requireNone(options)
  requireKernel(options)
  return options
}

/** @throws InputError for an option that goes with --trace alone. */
function requireNone({ domains, keepWhole, lists, pageSizes }: BenchOptions): void {
  const given = [
    domains && `--domains ${domains}`,
    keepWhole && '--keep-whole',
    lists && `--lists ${lists}`,
    pageSizes && `--page-sizes ${pageSizes.join(',')}`,
  ].find(Boolean)
  if (given !== undefined) {
    throw new InputError(`${given}: name the trace that it is for with --trace`)
  }
}

/** What may be given beside --resume: all else is as the run was started with. */
const WITH_RESUME = ['baseline', 'generations', 'json', 'open', 'quiet', 'time', 'verbose', 'wait']

/**
 * What is given beside --resume.
 *
 * @param command as it was parsed.
 * @throws InputError for an option that a run has as it was started with.
 */
export function changesOnResume(options: BenchOptions, command: Command): Partial<BenchOptions> {
  const fixed = command.options.find((option) => {
    const name = option.attributeName()
    const given = command.getOptionValueSource(name) === 'cli'
    // --instructions and --no-instructions have one name.
    const isThis = option.negate === (command.getOptionValue(name) === false)
    return given && isThis && ![...WITH_RESUME, 'resume'].includes(name)
  })
  if (fixed !== undefined) {
    throw new InputError(
      `${fixed.long} cannot be used with --resume: a run ends with the options that it was started with, but for ${WITH_RESUME.map((name) => `--${name}`).join(', ')}`,
    )
  }
  return Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => WITH_RESUME.includes(name) && value !== undefined && value !== false,
    ),
  )
}
