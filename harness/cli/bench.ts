/** `npm run bench`: runs a suite, or prints what it would run. */
import { InputError, MODE_FACTS, MODES } from '../../engines/contract/index.js'
import { PLAIN_BUILDS } from '../../engines/linux/index.js'
import {
  cellsOf,
  keyOfEngine,
  loadSuite,
  redundantCells,
  selectCells,
  timedAnywhere,
} from '../../workloads/index.js'
import { formatsOfCells } from '../bench/selection/formats-of-cells.js'
import { TIMED_VARIANT } from '../bench/selection/kernel-shapes.js'
import { lackingNotes } from '../bench/selection/lacking.js'
import { listingOf, listingText } from '../bench/selection/list.js'
import { planText } from '../bench/selection/plan-text.js'
import { selectEngines } from '../bench/selection/select-engines.js'
import { EXIT, type Io } from '../terminal/io.js'
import { progressOn } from '../terminal/progress.js'
import {
  type BenchOptions,
  benchOptions,
  changesOnResume,
  checkedOptions,
  optionsOf,
} from './bench/options.js'
import { placesOf } from './bench/places.js'
import { replayTape } from './bench/replay.js'
import { loadStoppedRun, type StoppedRun } from './bench/resume.js'
import { partOfRun } from './bench/shard.js'
import { STDIN, traceCells, traceSuite } from './bench/traces.js'
import type { MakeCommand } from './command.js'
import { isKernelVariant, openKernels } from './open-kernels.js'

/** What ids of cells add for a mode. */
const MODE_IDS = MODES.slice(1).map((mode) => `/${MODE_FACTS[mode].note}`)

const EXAMPLES = `
Examples:
  npm run bench                                    the quick suite, in a minute (two the first time)
  npm run bench -- --suite smoke                   a first look, in under 15 s
  npm run bench -- --time 600                      with more time: narrower intervals
  npm run bench -- --cell '2M@4K' --time 5         one cell, in seconds
  npm run bench -- --suite full --cell 'cold:*'    cells of another suite
  npm run bench -- --trace my-trace.txt            a DMA trace of your own, plain or compressed
  npm run bench -- --trace arm64-6.1-strict-usb_copy    a bundled one; workloads/traces/README.md lists them
  npm run bench -- --engine punt-range             one call shape against the baseline
  npm run bench -- --engine punt,punt-range --cell 64K@4K,2M@4K    lists: commas or spaces
  npm run bench -- --engine ./my-engine.ts         an engine of your own against the baseline
  npm run bench -- --engine './my-format.ts#punt'  a call shape over a format of your own
  npm run bench -- --format vtd-ss                 another page-table format beside the default one
  npm run bench -- --kernel ~/src/linux            the kernel's own io-pgtable-arm and generic_pt
  npm run bench -- --kernel ~/src/linux --format all    every page-table format that it has
  npm run bench -- --kernel ~/src/linux --patch my.patch    before and after a patch
  npm run bench -- --kernel ~/src/linux@v6.1 ~/src/linux@v6.12    two versions, side by side
  npm run bench -- --open                          and the page in the browser
  npm run bench -- --save before                   saved under a name, for npm run compare
  npm run bench -- --baseline before               the same cells again, compared with it
  npm run bench -- --resume latest                 resume a run that was stopped or killed
  npm run bench -- --suite full --shard 2/8        one of eight parts; npm run merge joins them
  npm run bench -- --list                          engines, suites, and the suite's cells
  npm run bench -- --list --kernel ~/src/linux     and the tree's libraries, formats and rows
  npm run -s bench -- --list --json | jq -r '.engines[].id'    for scripts
  npm run -s bench -- --json | jq .means           for scripts

Cells are named after their buffer and the page sizes of their domain: 64M@4K is a 64 MiB buffer
on a domain of 4K pages. What follows says where it lies: 2M@4K+2M/not-co-aligned has its physical
memory 4 KiB off, so that it cannot be a block; /unaligned begins 4 KiB past its alignment,
/straddling half of itself: 2M then fills no whole table;
1M@4K/scatter-16K is a scatter list of 16 KiB segments, and in the list of /scatter-7x1M+16x64K they
are unlike; ${MODE_IDS.join(', ')} are modes. Others begin with
what they are: mix:, rollback:, cold:, trace:. A pattern may hold *, as in 'trace:*'.

Engines are named TIER/SHAPE; a call shape alone is that of the nearest tier that is there.

A trace is text of ftrace, trace-cmd or perf, or - for standard input; npm run trace says what is in
it. Without --suite or --cell traces alone are measured, else they come first.

Instructions of rows in C are counted beside calls where valgrind is installed, in a program of its
own: exact on any machine, however noisy. What was counted before is not counted again,
nor does the gate check again what it passed.

An engine that throws, hangs or dies loses its row alone; what it failed on is saved in the run's
folder, and --tape runs it again.

Ctrl-C ends a run after the current cell, with a report of what was measured. Every round is on disk:
--resume resumes a run after Ctrl-C, a kill or a power cut, in fresh processes, with the options
that it was started with; --time is for what is added, --generations for all together.

Exit code: 0 all rows measured, 1 a row failed, 2 the command line or a file cannot be used, or no
row could be timed; 130 stopped by Ctrl-C.`

export const benchCommand: MakeCommand = (io, finish) => {
  const command = benchOptions()
  return command
    .usage('[-- OPTIONS]')
    .description(
      'Measures call shapes side by side, on generated buffers and on real DMA traces, and writes the results to results/<date-time>/.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (raw: Record<string, unknown>) => {
      const options = checkedOptions(raw)
      if (options.resume === undefined) {
        finish(await bench(options, command.parent?.args.slice(1) ?? [], io))
        return
      }
      const changes = changesOnResume(options, command)
      const stopped = loadStoppedRun(options.resume)
      const args = stopped.header.options.arguments
      const begun = checkedOptions(optionsOf(args))
      if (begun.trace.includes(STDIN)) {
        throw new InputError(
          `--resume ${options.resume}: its trace came from standard input, which cannot be read again; save it to a file and start a new run`,
        )
      }
      finish(await bench({ ...begun, ...changes }, args, io, stopped))
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
  const measures = !options.list && !options.plan && options.tape === undefined
  // What cannot be used is reported before a kernel is opened and built.
  if (measures) placesOf(options, stopped)
  const loaded = loadSuite(options.suite ?? (options.kernel.length > 0 ? 'kernel' : 'quick'))
  // A patch is to be answered fast.
  const kernelVariants = loaded.kernelVariants && options.patch.length === 0
  const builds = kernelBuilds(options, kernelVariants)
  const trees = await openKernels({ ...options, builds }, progressOn(io.stderr))
  const hangMs = options.hangTimeout * 1000
  if (options.tape !== undefined) {
    return replayTape(options.tape, options.engine, hangMs, io)
  }
  const { cell: patterns, domains, keepWhole, lists, pageSizes, trace } = options
  const replay = { domains, keepWhole, lists, pageSizes }
  const isAlone = trace.length > 0 && options.suite === undefined && patterns.length === 0
  const read = await traceCells(trace, replay)
  const suite = isAlone ? traceSuite(loaded, read) : loaded
  const traces = read.map((cell) => ({ ...cell, timedEngines: suite.engines }))
  const others = cellsOf(suite).filter(({ id }) => traces.every((own) => own.id !== id))
  const all = [...traces, ...others]
  if (options.list) {
    const listing = listingOf(suite, all)
    io.stdout.write(options.json ? `${JSON.stringify(listing, null, 2)}\n` : listingText(listing))
    return EXIT.ok
  }
  const named = options.engine.length > 0
  // Engines that the user names are timed in all cells; the suite's, where it says.
  const chosen = [...traces, ...selectCells(others, patterns, redundantCells(suite))]
  const whole = chosen.map((cell) => (named ? { ...cell, timedEngines: undefined } : cell))
  // Reads the traces: a bad one is reported before anything is started or written.
  for (const cell of whole) {
    cell.compile(1)
    for (const note of cell.notes?.() ?? []) io.stderr.write(`${cell.title}: ${note}\n`)
  }
  const { cells, shard, share } = partOfRun(whole, options, suite, io, stopped)
  if (cells.length === 0) return EXIT.ok
  // Those of all shards, so that their rows are the same.
  const formats = { formats: options.format, ofCells: formatsOfCells(whole, options.format) }
  const engines = await selectEngines(
    named
      ? { ...formats, timed: options.engine, counted: [] }
      : {
          ...formats,
          placeOf: (engine) => `${suite.path}: ${keyOfEngine(suite, engine)}`,
          timed: timedAnywhere(suite),
          counted: suite.counted,
          countTiers: options.countTiers,
          kernelVariants,
          // One tree against another is what two are named for; one alone has our own tier as its check.
          besideKernels: trees > 1 ? 'nothing' : 'nearest',
          skipAbsent: true,
        },
    hangMs,
    io.spawn,
  )
  for (const note of lackingNotes({ engines: options.engine, formats: options.format }, engines)) {
    io.stderr.write(`${note}\n`)
  }
  const timeSeconds = options.time ?? suite.seconds * share
  const mostGenerations = options.generations ?? suite.generations
  if (options.plan) {
    io.stdout.write(planText(suite, cells, engines, { timeSeconds, mostGenerations }))
    return EXIT.ok
  }
  const asked = { suite: suite.name, cells, engines, shard, arguments: args }
  // What a plan, a list and the manual need not load.
  const { measureAndShow } = await import('./bench/measure.js')
  return measureAndShow({ ...asked, timeSeconds, mostGenerations }, options, io, stopped)
}

/** The builds of kernel trees that a run times; all of them for a list, for a tape, and where engines of one are named. */
function kernelBuilds(
  { engine, list, tape }: BenchOptions,
  kernelVariants: boolean,
): readonly string[] | undefined {
  if (list || tape !== undefined || engine.some(isKernelVariant)) return undefined
  return kernelVariants && engine.length === 0 ? [...PLAIN_BUILDS, TIMED_VARIANT] : PLAIN_BUILDS
}
