/** Measures, writes the reports and shows the answer. */
import { join } from 'node:path'
import { compareTerminal } from '../../../reports/compare/index.js'
import { PAGE_FILE } from '../../../reports/index.js'
import { shellWord } from '../../../reports/text/index.js'
import { compareResults } from '../../../results/analysis/compare/index.js'
import { analyse } from '../../../results/analysis/index.js'
import type { Result } from '../../../results/record/index.js'
import type { InstructionsOf } from '../../bench/check/instructions.js'
import { type FinishedRun, type RunOptions, runBench } from '../../bench/run/run.js'
import { EXIT_INTERRUPTED, Interruption } from '../../terminal/interruption.js'
import { EXIT, type Io, lookOf, writeColoured } from '../../terminal/io.js'
import { openPage } from '../../terminal/open-page.js'
import { type Progress, progressOn } from '../../terminal/progress.js'
import { relativePath } from '../../terminal/relative-path.js'
import { showAnswer } from '../runs/show-answer.js'
import { writeRunReports } from '../runs/write-run-reports.js'
import type { BenchOptions } from './options.js'
import { placesOf } from './places.js'
import type { StoppedRun } from './resume.js'
import { STDIN } from './traces.js'

/** What is measured. */
type Run = Pick<
  RunOptions,
  'suite' | 'cells' | 'engines' | 'timeSeconds' | 'mostGenerations' | 'arguments' | 'shard'
>

/**
 * @param options how, and what becomes of it.
 * @param stopped the run to resume.
 * @returns the exit code.
 */
export async function measureAndShow(
  run: Run,
  options: BenchOptions,
  { spawn, stdout, stderr }: Io,
  stopped: StoppedRun | undefined,
): Promise<number> {
  const { baseline, folder } = placesOf(options, stopped)
  const progress = progressOn(stderr)
  const interruption = new Interruption(() =>
    progress.note('Stopping after this cell; Ctrl-C again stops at once.'),
  )
  interruption.listen()
  try {
    const { checkAgain, hangTimeout, host, seed, wait } = options
    const finished = await runBench({
      ...run,
      checkAgain,
      host,
      interruption,
      progress,
      seed,
      spawn,
      wait,
      folder,
      begun: stopped,
      instructions: instructionsOf(options),
      hangMs: hangTimeout * 1000,
    })
    if (finished === undefined) {
      progress.end()
      stderr.write('Stopped before anything was measured.\n')
      return EXIT_INTERRUPTED
    }
    const written = await report(finished, options, progress, { stdout, stderr })
    if (baseline) {
      const comparison = compareResults([baseline, { name: 'this run', result: finished.result }])
      const look = { ...lookOf(stdout), verbose: options.verbose }
      writeColoured(stdout, `\n${compareTerminal({ comparison, gates: [] }, look)}`)
    }
    sayMissingInstructions(finished.result, stderr)
    if (interruption.requested) {
      const resumed = shellWord(relativePath(finished.folder))
      stderr.write(
        options.trace.includes(STDIN)
          ? 'Stopped. It cannot be resumed: its trace came from standard input.\n'
          : `Stopped: npm run bench -- --resume ${resumed} resumes it.\n`,
      )
      return EXIT_INTERRUPTED
    }
    if (!written) return EXIT.badInput
    return exitCodeOf(finished.result)
  } finally {
    interruption.stopListening()
  }
}

/** A run in which no row could be timed is none: what was named fits no cell. */
function exitCodeOf({ cells, rows }: FinishedRun['result']): number {
  if (rows.some(({ failure }) => failure !== undefined)) return EXIT.failed
  return cells.every(({ ns }) => Object.keys(ns).length === 0) ? EXIT.badInput : EXIT.ok
}

/** @returns whether the reports could be written. */
async function report(
  { folder, result }: FinishedRun,
  options: BenchOptions,
  progress: Progress,
  io: Io,
): Promise<boolean> {
  progress.update('writing the reports')
  const analysis = analyse(result)
  const written = await writeRunReports(analysis, folder, {
    write: (text) => progress.note(text.trimEnd()),
  })
  progress.end()
  if (options.json) io.stdout.write(`${JSON.stringify({ folder, ...analysis }, null, 2)}\n`)
  else showAnswer(analysis, written ? folder : undefined, options, io)
  if (options.open && written) await openPage(join(folder, PAGE_FILE), io.stderr)
  return written
}

function sayMissingInstructions({ instructions }: Result, stderr: Io['stderr']): void {
  if (instructions?.counted !== false || instructions.remedy === undefined) return
  stderr.write(
    `Instructions were not counted: ${instructions.why}; ${instructions.remedy} adds them.\n`,
  )
}

function instructionsOf({ instructions }: BenchOptions): InstructionsOf {
  if (instructions === undefined) return 'headline'
  return instructions ? 'all' : 'none'
}
