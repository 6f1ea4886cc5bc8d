/** `npm run calibrate`: how often a run's intervals hold a truth that is known. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { BASELINE_SHAPE, InputError, projectRoot } from '../../engines/index.js'
import type { Machine } from '../../results/index.js'
import { writeFileAtomically } from '../../results/write.js'
import {
  calibrationOf,
  calibrationText,
  keepBusy,
  keepFamily,
  measureFamily,
  promisesOf,
  repeatFolder,
  scoreFamily,
} from '../calibrate/index.js'
import { EXIT, type Io } from '../command-line/io.js'
import { parseOptions } from '../command-line/parse-options.js'
import { relativePath } from '../command-line/relative-path.js'
import { probeMachine } from '../probe/index.js'
import { EXIT_INTERRUPTED, Interruption } from '../run/interruption.js'
import { type Progress, progressOn } from '../run/progress.js'
import type { SelectedEngine } from '../run/rows.js'
import { projectVersion } from '../version.js'
import { selectEngines } from './select-engines.js'

const whole = (least: number) =>
  z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(least, `is below ${least}`)

const calibrateOptionsSchema = z.object({
  families: whole(1),
  busyFamilies: whole(0),
  time: z.coerce.number({ error: 'is not a number of seconds' }).positive('is not above 0'),
  busy: whole(1),
  repeats: whole(0),
  keep: z.string().optional(),
  from: z.string().optional(),
  out: z.string().optional(),
})
export type CalibrateOptions = z.infer<typeof calibrateOptionsSchema>

/** @throws InputError naming the option, its value and what is wrong with it. */
export function parseCalibrateOptions(raw: Record<string, unknown>): CalibrateOptions {
  return parseOptions(calibrateOptionsSchema, raw)
}

const HANG_MS = 30_000
const GENERATIONS = 6

/**
 * Measures, unless a calibration's runs are there, and scores.
 *
 * @param repeat runs the quick suite into this folder and returns the exit code.
 * @returns the exit code: 1 where a promise is not kept on a quiet machine.
 */
export async function calibrate(
  options: CalibrateOptions,
  repeat: (out: string) => Promise<number>,
  io: Io,
): Promise<number> {
  if (options.from !== undefined) return tell(options.from, options, io)
  const runs = options.keep ?? mkdtempSync(join(tmpdir(), 'unmap-bench-calibrate-'))
  try {
    if (existsSync(runs) && readdirSync(runs).length > 0) {
      throw new InputError(`--keep ${runs} is not empty; name a folder that is, or is not there`)
    }
    const whole = await measureFamilies(runs, options, io)
    if (!whole) return EXIT_INTERRUPTED
    for (let at = 0; at < options.repeats; at++) {
      const code = await repeat(repeatFolder(runs, at))
      if (code === EXIT_INTERRUPTED) return code
    }
    return tell(runs, options, io)
  } finally {
    if (options.keep === undefined) rmSync(runs, { recursive: true, force: true })
  }
}

/** Prints what the runs came to and renews the page. */
function tell(runs: string, { out }: CalibrateOptions, { stdout }: Io): number {
  const calibration = calibrationOf(runs)
  const text = calibrationText(calibration)
  const path = out ?? join(projectRoot(), 'docs', 'calibration.md')
  writeFileAtomically(path, text)
  stdout.write(`${text}\nWritten to ${relativePath(path)}.\n`)
  const [quiet] = calibration.halves
  return quiet === undefined || promisesOf(quiet).every(({ kept }) => kept) ? EXIT.ok : EXIT.failed
}

/** Measures the families of both halves. @returns whether all of them, and not until Ctrl-C. */
async function measureFamilies(
  runs: string,
  options: CalibrateOptions,
  { stderr }: Io,
): Promise<boolean> {
  const engines = await selectEngines({ timed: [BASELINE_SHAPE], counted: [] }, HANG_MS)
  const engine = engines.find(({ part }) => part === 'baseline')
  if (engine === undefined) throw new Error('there is no baseline')
  const progress = progressOn(stderr)
  const interruption = new Interruption(
    () => progress.note('Stopping after this round; Ctrl-C again stops at once.'),
    () => process.exit(EXIT_INTERRUPTED),
  )
  const machine = await probeMachine()
  const measuring: Measuring = { runs, engine, machine, options, progress, interruption }
  interruption.listen()
  try {
    await measureHalf(measuring, 0, options.families)
    await measureHalf(measuring, options.busy, options.busyFamilies)
  } finally {
    interruption.stopListening()
  }
  progress.end()
  return !interruption.requested
}

interface Measuring {
  /** The folder that the runs go to. */
  runs: string
  engine: SelectedEngine
  machine: Machine
  options: CalibrateOptions
  progress: Progress
  interruption: Interruption
}

async function measureHalf(
  { engine, interruption, machine, options, progress, runs }: Measuring,
  busy: number,
  families: number,
): Promise<void> {
  const stop = keepBusy(families > 0 ? busy : 0)
  try {
    for (let at = 0; at < families && !interruption.requested; at++) {
      const result = await measureFamily(
        {
          engine,
          machine,
          seed: at + 1,
          timeSeconds: options.time,
          generations: GENERATIONS,
          hangMs: HANG_MS,
          version: projectVersion(),
        },
        progress,
        interruption,
      )
      if (result === undefined || result.run.state !== 'complete') break
      keepFamily(runs, busy, at, result)
      const score = scoreFamily(result)
      progress.note(
        `family ${at + 1} of ${families}${busy > 0 ? `, ${busy} busy processes beside` : ''}: ${score.adjusted} of ${score.nulls} nulls called different, ${score.unadjusted} unadjusted`,
      )
    }
  } finally {
    stop()
  }
}
