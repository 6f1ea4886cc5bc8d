/** `npm run bench`: runs a suite and shows what came of it. */
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../../engines/contract/index.js'
import { compareTerminal } from '../../reports/compare/index.js'
import { PAGE_FILE } from '../../reports/index.js'
import { shellWord } from '../../reports/phrases/index.js'
import { compareResults } from '../../results/analysis/compare/index.js'
import { analyse, loadResult } from '../../results/record/index.js'
import { findRun, savedFolder } from '../../results/record/runs/index.js'
import {
  cellsOf,
  loadSuite,
  redundantCells,
  selectCells,
  timedAnywhere,
} from '../../workloads/index.js'
import type { InstructionsOf } from '../bench/run/count-instructions.js'
import { runBench } from '../bench/run/run.js'
import type { FolderChoice } from '../bench/run/run-folder.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import { EXIT, type Io, lookOf, writeColoured } from '../terminal/io.js'
import { openPage } from '../terminal/open-page.js'
import { progressOn } from '../terminal/progress.js'
import { relativePath } from '../terminal/relative-path.js'
import { projectVersion } from '../version.js'
import type { BenchOptions } from './bench-options.js'
import { openKernels } from './kernels.js'
import { listingOf, listingText } from './list.js'
import { planText } from './plan.js'
import { replayTape } from './replay.js'
import type { StoppedRun } from './resume.js'
import { runsFolder } from './runs-folder.js'
import { selectEngines } from './select-engines.js'
import { showAnswer } from './show-answer.js'
import { writeRunReports } from './write-run-reports.js'

/**
 * @param args as they were given, for whoever reads the result.
 * @param stopped the run to go on with, whose options these are.
 * @returns the exit code.
 */
export async function bench(
  options: BenchOptions,
  args: readonly string[],
  { stdout, stderr }: Io,
  stopped?: StoppedRun,
): Promise<number> {
  const trees = await openKernels(options, progressOn(stderr))
  if (options.tape !== undefined) {
    const { engine: engines, hangTimeout, tape } = options
    return replayTape({ tape, engines, hangMs: hangTimeout * 1000 }, { stdout, stderr })
  }
  const suite = loadSuite(options.suite ?? (trees > 0 ? 'kernel' : 'quick'))
  const cells = cellsOf(suite)
  if (options.list) {
    const listing = listingOf(suite, cells)
    stdout.write(options.json ? `${JSON.stringify(listing, null, 2)}\n` : listingText(listing))
    return EXIT.ok
  }
  const named = options.engine.length > 0
  // Engines that the user names are timed in all cells; the suite's, where it says.
  const chosen = selectCells(cells, options.cell, redundantCells(suite)).map((cell) =>
    named ? { ...cell, timedEngines: undefined } : cell,
  )
  // Reads the traces, so that a bad one is told of before anything is started or written.
  for (const cell of chosen) cell.compile(1)
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
          passOverAbsent: true,
        },
    options.hangTimeout * 1000,
  )
  const timeSeconds = options.time ?? suite.seconds
  const mostGenerations = options.generations ?? suite.generations
  if (options.plan) {
    stdout.write(planText({ suite, cells: chosen, engines, timeSeconds }))
    return EXIT.ok
  }

  const results = runsFolder()
  // A baseline that is not there is told of before anything is measured.
  const baseline =
    options.baseline === undefined
      ? undefined
      : { name: options.baseline, result: loadResult(findRun(results, options.baseline)) }
  const progress = progressOn(stderr)
  const interruption = new Interruption(
    () => progress.note('Stopping after this cell; Ctrl-C again stops at once.'),
    () => process.exit(EXIT_INTERRUPTED),
  )
  interruption.listen()
  try {
    const finished = await runBench(
      {
        suite: suite.name,
        engines,
        cells: chosen,
        seed: options.seed,
        timeSeconds,
        mostGenerations,
        folder: folderOf(options, results, stopped),
        ...(stopped && { resumed: stopped.records }),
        instructions: instructionsOf(options),
        checkAgain: options.checkAgain,
        wait: options.wait,
        host: options.host,
        hangSeconds: options.hangTimeout,
        version: projectVersion(),
        arguments: args,
      },
      progress,
      interruption,
    )
    if (finished === undefined) {
      progress.end()
      stderr.write('Stopped before anything was measured.\n')
      return EXIT_INTERRUPTED
    }
    progress.update('writing the reports')
    const analysis = analyse(finished.result)
    const written = await writeRunReports(analysis, finished.folder, {
      write: (text) => progress.note(text.trimEnd()),
    })
    progress.end()
    if (options.json) {
      stdout.write(`${JSON.stringify({ folder: finished.folder, ...analysis }, null, 2)}\n`)
    } else {
      showAnswer(analysis, written ? finished.folder : undefined, options, { stdout, stderr })
    }
    if (options.open && written) await openPage(join(finished.folder, PAGE_FILE), stderr)
    if (baseline) {
      const comparison = compareResults([baseline, { name: 'this run', result: finished.result }])
      if (!options.json)
        writeColoured(
          stdout,
          `\n${compareTerminal({ comparison, gates: [] }, { ...lookOf(stdout), verbose: options.verbose })}`,
        )
    }
    const { instructions } = finished.result
    if (instructions?.counted === false && instructions.remedy !== undefined) {
      stderr.write(
        `Instructions were not counted: ${instructions.why}; ${instructions.remedy} adds them.\n`,
      )
    }
    if (interruption.requested) {
      stderr.write(
        `Stopped: npm run bench -- --resume ${shellWord(relativePath(finished.folder))} goes on.\n`,
      )
      return EXIT_INTERRUPTED
    }
    if (!written) return EXIT.badInput
    return finished.result.rows.some(({ failure }) => failure !== undefined) ? EXIT.failed : EXIT.ok
  } finally {
    interruption.stopListening()
  }
}

function instructionsOf({ instructions }: BenchOptions): InstructionsOf {
  if (instructions === undefined) return 'headline'
  return instructions ? 'all' : 'none'
}

function folderOf(
  { out, save }: BenchOptions,
  base: string,
  stopped: StoppedRun | undefined,
): FolderChoice {
  if (stopped) {
    // By its own path: `latest` may be what was named.
    const resume = realpathSync(stopped.folder)
    const within = realpathSync(base)
    return dirname(resume) === within ? { resume, base: within } : { resume }
  }
  if (save === undefined) return out === undefined ? { base } : { out }
  if (out !== undefined)
    throw new InputError('--save and --out each name a folder: use one of them')
  const folder = savedFolder(base, save)
  if (existsSync(folder)) {
    throw new InputError(
      `--save ${save}: there is a run of that name; npm run results -- --remove ${save} removes it`,
    )
  }
  return { out: folder }
}
