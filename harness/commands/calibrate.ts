/** `npm run calibrate`: how often intervals and marks are right where the truth is known. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { BASELINE_SHAPE, InputError, projectRoot } from '../../engines/index.js'
import {
  analyse,
  BUSY_CPUS,
  loadResult,
  type Machine,
  writeFileAtomically,
} from '../../results/index.js'
import { cellsOf, loadSuite, timedAnywhere } from '../../workloads/index.js'
import {
  Countdown,
  calibrationOf,
  calibrationSet,
  calibrationText,
  crossTalkFile,
  crossTalkText,
  foundOf,
  isRight,
  isTrue,
  keepBusy,
  keepCrossTalk,
  keepFamily,
  machineWords,
  measureCrossTalk,
  measureFamily,
  readCrossTalk,
  repeatFolder,
  scoreShort,
  shortText,
} from '../calibrate/index.js'
import { EXIT, type Io } from '../command-line/io.js'
import { parseOptions } from '../command-line/parse-options.js'
import { relativePath } from '../command-line/relative-path.js'
import { lastAllowedCpu, probeLoad, probeMachine } from '../probe/index.js'
import { EXIT_INTERRUPTED, Interruption } from '../run/interruption.js'
import { placeRows } from '../run/placed.js'
import { planCell } from '../run/plan-cells.js'
import { type Progress, progressOn } from '../run/progress.js'
import { readyLinkOrders } from '../run/ready-link-orders.js'
import { rowsOf, type SelectedEngine } from '../run/rows.js'
import { projectVersion } from '../version.js'
import { selectEngines } from './select-engines.js'

const whole = (least: number) =>
  z.coerce
    .number({ error: 'is not a number' })
    .int('is not a whole number')
    .min(least, `is below ${least}`)

const calibrateOptionsSchema = z.object({
  families: whole(0),
  busyFamilies: whole(0),
  generations: whole(3),
  busy: whole(1),
  repeats: whole(0),
  crossTalk: whole(0),
  short: z.boolean().default(false),
  keep: z.string().optional(),
  from: z.string().optional(),
  out: z.string().optional(),
})
export type CalibrateOptions = z.infer<typeof calibrateOptionsSchema>

/** @throws InputError naming the option, its value and what is wrong with it. */
export function parseCalibrateOptions(raw: Record<string, unknown>): CalibrateOptions {
  return parseOptions(calibrateOptionsSchema, raw)
}

/** Runs the quick suite with a seed into a folder, and returns the exit code. */
export type RunQuick = (out: string, seed?: number) => Promise<number>

const HANG_MS = 30_000

/** Of the short mode: as many as its time is good for where nothing else runs, and that time. */
const SHORT_GENERATIONS = 96
const SHORT_SECONDS = 105

/** What steps are expected to take, until one was seen. */
const GENERATION_MS = 900
const BUSY_FACTOR = 2.5
const REPEAT_MS = 65_000
const CROSS_TALK_MS = 8000

/**
 * Measures, unless a calibration's runs are there, and scores.
 *
 * @returns the exit code: 1 where intervals or marks say what is not so.
 */
export async function calibrate(
  options: CalibrateOptions,
  quick: RunQuick,
  io: Io,
): Promise<number> {
  if (options.from !== undefined) return tell(options.from, options, io)
  if (options.short) return short(options, io)
  const { keep } = options
  if (keep !== undefined && existsSync(keep) && readdirSync(keep).length > 0) {
    throw new InputError(`--keep ${keep} is not empty; name a folder that is, or is not there`)
  }
  const runs = keep ?? mkdtempSync(join(tmpdir(), 'unmap-bench-calibrate-'))
  let kept = keep !== undefined
  try {
    if (await measureAll(runs, options, quick, io)) return tell(runs, options, io)
    if (existsSync(runs) && readdirSync(runs).length > 0) {
      kept = true
      io.stderr.write(
        `Stopped. What was measured is kept: npm run calibrate -- --from ${runs} scores it.\n`,
      )
    }
    return EXIT_INTERRUPTED
  } finally {
    if (!kept) rmSync(runs, { recursive: true, force: true })
  }
}

/** Prints what the runs came to and renews the pages. */
function tell(runs: string, { out }: CalibrateOptions, { stdout }: Io): number {
  const folder = out ?? join(projectRoot(), 'docs')
  const calibration = calibrationOf(runs, comparisonsOfReference)
  const pages = [{ name: 'calibration.md', text: calibrationText(calibration) }]
  if (existsSync(crossTalkFile(runs))) {
    pages.push({ name: 'cross-talk.md', text: crossTalkText(readCrossTalk(crossTalkFile(runs))) })
  }
  for (const { name, text } of pages) {
    const path = join(folder, name)
    writeFileAtomically(path, text)
    stdout.write(`${text}\nWritten to ${relativePath(path)}.\n\n`)
  }
  const { halves, repeats } = foundOf(calibration)
  const quiet = calibration.halves.findIndex(({ busy }) => busy === 0)
  return isTrue([...(halves[quiet] ?? []), ...repeats]) ? EXIT.ok : EXIT.failed
}

/** How many comparisons the reference run of quick makes. */
function comparisonsOfReference(): number {
  return analyse(loadResult(join(projectRoot(), 'results', 'reference'))).family.comparisons
}

/** Measures a part that the interruption ends. */
interface Measuring {
  engine: SelectedEngine
  machine: Machine
  pinTo: number | undefined
  linkOrders: number
  interruption: Interruption
}

async function short({ generations }: CalibrateOptions, io: Io): Promise<number> {
  const progress = progressOn(io.stderr)
  const interruption = interruptionOn(progress)
  interruption.listen()
  try {
    const measuring = await prepare(progress, interruption)
    const measured = await measureFamily(
      {
        ...measuring,
        seed: 1,
        generations: SHORT_GENERATIONS,
        timeSeconds: SHORT_SECONDS,
        hangMs: HANG_MS,
        version: projectVersion(),
      },
      progress,
      interruption,
    )
    progress.end()
    if (measured === undefined || interruption.requested) return EXIT_INTERRUPTED
    const score = scoreShort(measured, generations, comparisonsOfReference())
    io.stdout.write(shortText(score))
    return isRight(score) ? EXIT.ok : EXIT.failed
  } finally {
    interruption.stopListening()
  }
}

/** @returns whether all was measured, and not until Ctrl-C. */
async function measureAll(
  runs: string,
  options: CalibrateOptions,
  quick: RunQuick,
  { stderr }: Io,
): Promise<boolean> {
  const { busy, busyFamilies, crossTalk, families, generations, repeats } = options
  const countdown = new Countdown(progressOn(stderr), [
    { steps: families, stepMs: generations * GENERATION_MS },
    { steps: crossTalk, stepMs: CROSS_TALK_MS },
    { steps: repeats, stepMs: REPEAT_MS },
    { steps: busyFamilies, stepMs: BUSY_FACTOR * generations * GENERATION_MS },
  ])
  const interruption = interruptionOn(countdown)
  interruption.listen()
  try {
    const measuring = await prepare(countdown, interruption)
    const half = { runs, measuring, generations, countdown }
    await measureHalf({ ...half, part: 0, busy: 0, families })
    if (crossTalk > 0) {
      countdown.begin(1, 'alone and among others')
      await measureApart(runs, measuring, crossTalk, countdown)
    }
    interruption.stopListening()
    for (let at = 0; at < repeats && !interruption.requested; at++) {
      countdown.begin(2, `repeat ${at + 1} of ${repeats}`)
      countdown.note(`repeat ${at + 1} of ${repeats} of quick`)
      if ((await quick(repeatFolder(runs, at), at + 1)) === EXIT_INTERRUPTED) return false
      countdown.done()
    }
    interruption.listen()
    await measureHalf({ ...half, part: 3, busy, families: busyFamilies })
  } finally {
    interruption.stopListening()
  }
  countdown.end()
  return !interruption.requested
}

function interruptionOn(progress: Progress): Interruption {
  return new Interruption(
    () => progress.note('Stopping after this generation; Ctrl-C again stops at once.'),
    () => process.exit(EXIT_INTERRUPTED),
  )
}

async function prepare(progress: Progress, interruption: Interruption): Promise<Measuring> {
  const engines = await selectEngines({ timed: [BASELINE_SHAPE], counted: [] }, HANG_MS)
  const engine = engines.find(({ part }) => part === 'baseline')
  if (engine === undefined) throw new Error('there is no baseline')
  const machine = await probeMachine()
  const { busyCpus } = machine.before
  if (busyCpus > BUSY_CPUS) {
    progress.note(
      `Other programs keep ${busyCpus.toFixed(2)} CPUs busy: what is promised for a quiet machine may not hold.`,
    )
  }
  return {
    engine,
    machine,
    pinTo: machine.cores > 1 ? lastAllowedCpu() : undefined,
    linkOrders: await readyLinkOrders(calibrationSet(engine).rows, progress),
    interruption,
  }
}

interface MeasuringHalf {
  /** The folder that the runs go to. */
  runs: string
  measuring: Measuring
  generations: number
  countdown: Countdown
  /** Of the countdown. */
  part: number
  busy: number
  families: number
}

async function measureHalf(half: MeasuringHalf): Promise<void> {
  const { busy, countdown, families, generations, measuring, part, runs } = half
  const { interruption } = measuring
  const stop = keepBusy(families > 0 ? busy : 0)
  try {
    for (let at = 0; at < families && !interruption.requested; at++) {
      const beside = busy === 0 ? '' : `, ${busy} busy processes beside`
      countdown.begin(part, `family ${at + 1} of ${families}${beside}`)
      const result = await measureFamily(
        { ...measuring, seed: at + 1, generations, hangMs: HANG_MS, version: projectVersion() },
        countdown,
        interruption,
      )
      if (result === undefined || result.run.state !== 'complete') return
      keepFamily(runs, busy, at, result)
      countdown.done()
    }
  } finally {
    stop()
  }
}

/** Cross-talk between the rows of quick. */
async function measureApart(
  runs: string,
  { interruption, machine, pinTo }: Measuring,
  processes: number,
  countdown: Countdown,
): Promise<void> {
  const startedAt = new Date().toISOString()
  const suite = loadSuite('quick')
  const wanted = { timed: timedAnywhere(suite), counted: [], passOverAbsent: true }
  const rows = rowsOf(await selectEngines(wanted, HANG_MS))
  const cells = cellsOf(suite).map((cell) => planCell(placeRows(cell, rows)))
  const linkOrders = await readyLinkOrders(rows, countdown)
  const { busyCpus } = await probeLoad()
  const measured = await measureCrossTalk(
    { cells, linkOrders, processes, seed: 1, pinTo, hangMs: HANG_MS },
    countdown,
    interruption,
  )
  if (measured.length === 0) return
  keepCrossTalk(crossTalkFile(runs), {
    startedAt,
    machine: machineWords(machine),
    version: projectVersion(),
    busyCpus,
    processes: measured,
  })
}
