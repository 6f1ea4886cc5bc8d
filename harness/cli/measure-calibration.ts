/** Everything that a calibration measures, part after part. */
import { BASELINE_SHAPE } from '../../engines/index.js'
import { BUSY_CPUS, type Machine } from '../../results/record/index.js'
import { cellsOf, loadSuite, timedAnywhere } from '../../workloads/index.js'
import { lastAllowedCpu, probeLoad, probeMachine } from '../bench/machine/index.js'
import { readyLinkOrders } from '../bench/measure/link-orders.js'
import { planCell } from '../bench/plan/cell.js'
import { rowsOf, type SelectedEngine } from '../bench/plan/rows.js'
import { EXIT_INTERRUPTED, Interruption } from '../terminal/interruption.js'
import type { Io } from '../terminal/io.js'
import { type Progress, progressOn } from '../terminal/progress.js'
import { keepCrossTalk, measureCrossTalk } from '../tools/calibrate/cross-talk/index.js'
import {
  Countdown,
  calibrationSet,
  crossTalkFile,
  keepBusy,
  keepFamily,
  machineWords,
  measureFamily,
  repeatFolder,
} from '../tools/calibrate/index.js'
import { projectVersion } from '../version.js'
import type { CalibrateOptions } from './calibrate-options.js'
import { selectEngines } from './select-engines.js'

/** Without an answer for so long a process counts as hung. */
export const HANG_MS = 30_000

/** Runs the quick suite with a seed into a folder, and returns the exit code. */
export type RunQuick = (out: string, seed?: number) => Promise<number>

/** What every part is measured with. */
export interface Measuring {
  engine: SelectedEngine
  machine: Machine
  pinTo: number | undefined
  linkOrders: number
  interruption: Interruption
}

/** What steps are expected to take, until one was seen. */
const GENERATION_MS = 900
const BUSY_FACTOR = 2.5
const REPEAT_MS = 65_000
const CROSS_TALK_MS = 8000

/** @returns whether all was measured, and not until Ctrl-C. */
export async function measureAll(
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
    if (crossTalk > 0 && !interruption.requested) {
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

export function interruptionOn(progress: Progress): Interruption {
  return new Interruption(
    () => progress.note('Stopping after this generation; Ctrl-C again stops at once.'),
    () => process.exit(EXIT_INTERRUPTED),
  )
}

export async function prepare(progress: Progress, interruption: Interruption): Promise<Measuring> {
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
  const cells = cellsOf(suite).map((cell) => planCell(cell, rows))
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
