/** `npm run trace`: what is in a trace, and what call shapes make of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { InputError } from '../../engines/contract/index.js'
import { nativeTier } from '../../engines/native/index.js'
import { shellWord } from '../../reports/text/index.js'
import { writeFileAtomically } from '../../results/record/index.js'
import {
  anonymised,
  bundledTrace,
  DOMAIN_CHOICES,
  findTrace,
  pageSizesOption,
  type ReplayOptions,
  tracesFolder,
} from '../../workloads/index.js'
import { save } from '../capture/index.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { progressOn } from '../terminal/progress.js'
import {
  type DescribedTrace,
  describeTrace,
  libraryOf,
  libraryText,
  traceText,
  withLibrary,
} from '../trace/index.js'
import type { MakeCommand } from './command.js'
import { listsOption } from './runs/lists-option.js'

const EXAMPLES = `
Examples:
  npm run trace -- my-trace.txt                         a trace of your own
  npm run trace -- my-trace.txt.zst --domains inferred  of several domains that it does not name
  npm run trace -- arm64-6.1-strict-nvme_seq1m          a bundled one
  npm run trace -- arm64-6.1-strict-boot arm64-6.1-strict-vfio_exit    two, one after the other
  npm run trace -- my-trace.txt --anonymise --out for-others.txt.gz
  npm run -s trace -- arm64-6.1-strict-usb_copy --json | jq '.[].profile.mapSizes'

A trace is text of ftrace, trace-cmd report or perf script, plain or compressed by gzip, xz or zstd;
- is standard input. workloads/traces holds the bundled ones; npm run capture records one, and
docs/traces.md says what the notes mean.

Sizes are of maps and unmaps, alignments of maps by the largest power of two; the picture has the
most bytes that were mapped at once, from the trace's first event to its last. Counts are exact, of one
replay by the call shapes in TypeScript; npm run bench -- --trace FILE measures them.

Exit code: 0 done, 2 a file cannot be used or replayed.`

interface TraceOptions extends ReplayOptions {
  all?: boolean
  pageSizes?: string
  library?: boolean
  json?: boolean
  anonymise?: boolean
  out?: string
  times: boolean
}

/** Options of what is printed of a trace, by their attributes. */
const OF_A_REPLAY = ['all', 'domains', 'json', 'keepWhole', 'lists', 'pageSizes']

export const traceCommand: MakeCommand = (io, finish) =>
  new Command('trace')
    .usage('-- FILE... [OPTIONS]')
    .description(
      'Prints what is in a DMA trace, and how many calls, walks and invalidations each call shape makes of it. Nothing is timed.',
    )
    .argument('[file...]', 'files, - for standard input, or names of bundled traces')
    .addOption(new Option('--domains <how>', 'how domains are told apart').choices(DOMAIN_CHOICES))
    .option('--keep-whole', 'replay what lies between losses of a trace that is not whole')
    .addOption(listsOption())
    .option(
      '--page-sizes <list>',
      "page sizes of the domain, such as 16K,32M; the kernel's by default",
    )
    .addOption(
      new Option(
        '--library',
        'count all bundled traces, and make the tables of workloads/traces/README.md again',
      ).conflicts([...OF_A_REPLAY, 'out', 'times']),
    )
    .option('--all', 'count the replay of all events of a long trace')
    .option('--json', 'print all of it as JSON: an array, an entry for each trace')
    .addOption(
      new Option(
        '--anonymise',
        'write the trace to --out with other addresses, and no devices and tasks',
      ).conflicts([...OF_A_REPLAY, 'library']),
    )
    .option('--out <file>', 'with --anonymise: the file that is made')
    .option('--no-times', 'with --anonymise: events a microsecond apart')
    .addHelpText('after', EXAMPLES)
    .action(async (files: string[], options: TraceOptions) => {
      finish(
        options.anonymise === true
          ? await anonymise(files, options, io)
          : await (options.library === true
              ? makeLibrary(files, io)
              : printTraces(files, options, io)),
      )
    })

/**
 * @returns the exit code.
 * @throws InputError where the file cannot be read or written.
 */
async function anonymise(
  files: readonly string[],
  { out, times }: TraceOptions,
  { stdout }: Io,
): Promise<number> {
  const [file = ''] = files
  if (out === undefined) throw new InputError('--anonymise: name the file that is made with --out')
  if (files.length > 1) throw new InputError('--anonymise: name one trace at a time')
  if (bundledTrace(file) !== undefined) {
    throw new InputError(`trace ${file} is bundled, and public as it is`)
  }
  const path = file === '-' ? file : findTrace(file, [process.cwd()])
  await save(anonymised(path, file === '-' ? 'standard input' : path, { times }), out)
  stdout.write(`Saved ${out}. What is in it: npm run trace -- ${shellWord(out)}\n`)
  return EXIT.ok
}

/**
 * @returns the exit code.
 * @throws InputError where a file cannot be read.
 */
async function printTraces(
  files: readonly string[],
  { all, json, out, pageSizes, times, ...options }: TraceOptions,
  { stderr, stdout }: Io,
): Promise<number> {
  if (files.length === 0) throw new InputError('name a trace: a file, - or a bundled one')
  const alone = out !== undefined ? '--out' : times ? undefined : '--no-times'
  if (alone !== undefined) throw new InputError(`${alone}: is for what is written with --anonymise`)
  const replay = {
    ...options,
    mostCounted: all === true ? Number.POSITIVE_INFINITY : undefined,
    pageSizes: pageSizes === undefined ? undefined : pageSizesOption(pageSizes),
  }
  const progress = progressOn(stderr)
  const described: DescribedTrace[] = []
  for (const [at, file] of files.entries()) {
    if (stderr.isTTY === true) progress.update(`reading ${file}`)
    const trace = await describeTrace(file, replay)
    progress.end()
    described.push(trace)
    if (json === true) continue
    writeColoured(stdout, `${at > 0 ? '\n' : ''}${traceText(trace, lookOf(stdout)).join('\n')}\n`)
  }
  if (json === true) stdout.write(`${JSON.stringify(described, null, 2)}\n`)
  return described.some(({ refused }) => refused !== undefined) ? EXIT.badInput : EXIT.ok
}

/**
 * @returns the exit code.
 * @throws InputError where traces are named, or the page has no place for the tables.
 */
async function makeLibrary(files: readonly string[], { stderr, stdout }: Io): Promise<number> {
  if (files.length > 0) throw new InputError('--library is of all bundled traces: name none')
  const progress = progressOn(stderr)
  const traces = await libraryOf((name) => progress.update(`counting ${name}`))
  progress.end()
  const isCounted = traces.some(({ instructions }) => Object.keys(instructions).length > 0)
  const compiler = isCounted ? compilerOf() : undefined
  const page = join(tracesFolder(), 'README.md')
  writeFileAtomically(page, withLibrary(readFileSync(page, 'utf8'), libraryText(traces, compiler)))
  stdout.write('Updated workloads/traces/README.md.\n')
  return EXIT.ok
}

/** Who compiled tier native, and for what. */
function compilerOf(): string | undefined {
  const tier = nativeTier()
  return 'absent' in tier ? undefined : `${tier.build.compiler.version}, ${process.arch}`
}
