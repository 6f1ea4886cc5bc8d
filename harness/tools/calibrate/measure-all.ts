/** Everything that a calibration measures, part after part. */
import { BASELINE_SHAPE } from '../../../engines/index.js'
import { BUSY_CPUS } from '../../../results/analysis/index.js'
import { cellsOf, loadSuite, timedAnywhere } from '../../../workloads/index.js'
import { lastAllowedCpu, probeLoad, probeMachine } from '../../bench/machine/index.js'
import { readyLinkOrders } from '../../bench/measure/link-orders.js'
import { planCell } from '../../bench/plan/cell.js'
import { rowsOf } from '../../bench/plan/rows.js'
import { selectEngines } from '../../bench/selection/select-engines.js'
import { spawn } from '../../processes/handle.js'
import { EXIT_INTERRUPTED, Interruption } from '../../terminal/interruption.js'
import type { Io } from '../../terminal/io.js'
import { type Progress, progressOn } from '../../terminal/progress.js'
import { projectVersion } from '../../version.js'
import { keepBusy } from './busy.js'
import { Countdown } from './countdown.js'
import { measureCrossTalk, saveCrossTalk } from './cross-talk/index.js'
import { HANG_MS, type Measuring, measureFamily } from './family.js'
import type { CalibrateOptions } from './options.js'
import { crossTalkFile, machineText, repeatFolder, saveFamily } from './runs.js'
import { calibrationSet } from './set.js'

/** Runs the quick suite with a seed into a folder, and returns the exit code. */
export type RunQuick = (out: string, seed: number) => Promise<number>

/** What steps are expected to take, until one was seen. */
const GENERATION_MS = 900
const BUSY_FACTOR = 2.5
const REPEAT_MS = 65_000
const CROSS_TALK_MS = 8000

/** @returns whether all was measured, and not until Ctrl-C. */
export async function measureAll(
  runs: string,
  { busy, busyFamilies, crossTalk, families, generations, repeats }: CalibrateOptions,
  quick: RunQuick,
  { stderr }: Io,
): Promise<boolean> {
  const progress = new Countdown(progressOn(stderr), [
    { steps: families, stepMs: generations * GENERATION_MS },
    { steps: crossTalk, stepMs: CROSS_TALK_MS },
    { steps: repeats, stepMs: REPEAT_MS },
    { steps: busyFamilies, stepMs: BUSY_FACTOR * generations * GENERATION_MS },
  ])
  const interruption = interruptionOn(progress)
  interruption.listen()
  try {
    const measuring = { ...(await prepare(progress)), progress, interruption }
    await measureHalf(measuring, runs, { part: 0, busy: 0, families, generations })
    if (crossTalk > 0 && !interruption.requested) {
      progress.begin(1, 'alone and among others')
      await measureApart(measuring, runs, crossTalk)
    }
    interruption.stopListening()
    for (let at = 0; at < repeats && !interruption.requested; at++) {
      progress.begin(2, `repeat ${at + 1} of ${repeats}`)
      progress.note(`repeat ${at + 1} of ${repeats} of quick`)
      if ((await quick(repeatFolder(runs, at), at + 1)) === EXIT_INTERRUPTED) return false
      progress.done()
    }
    interruption.listen()
    await measureHalf(measuring, runs, { part: 3, busy, families: busyFamilies, generations })
  } finally {
    interruption.stopListening()
  }
  progress.end()
  return !interruption.requested
}

export function interruptionOn(progress: Progress): Interruption {
  return new Interruption(() =>
    progress.note('Stopping after this generation; Ctrl-C again stops at once.'),
  )
}

export async function prepare(
  progress: Progress,
): Promise<Omit<Measuring, 'progress' | 'interruption'>> {
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
    linkOrders: await readyLinkOrders(calibrationSet(engine).rows, undefined, progress),
  }
}

interface Half {
  /** Of the countdown. */
  part: number
  busy: number
  families: number
  generations: number
}

async function measureHalf(
  measuring: Measuring<Countdown>,
  runs: string,
  { busy, families, generations, part }: Half,
): Promise<void> {
  const { interruption, progress } = measuring
  const stop = keepBusy(families > 0 ? busy : 0)
  try {
    for (let at = 0; at < families && !interruption.requested; at++) {
      const beside = busy === 0 ? '' : `, ${busy} busy processes beside`
      progress.begin(part, `family ${at + 1} of ${families}${beside}`)
      const result = await measureFamily(measuring, { seed: at + 1, generations })
      if (result === undefined || result.run.state !== 'complete') return
      saveFamily(runs, busy, at, result)
      progress.done()
    }
  } finally {
    stop()
  }
}

/** Cross-talk between the rows of quick. */
async function measureApart(
  { interruption, machine, pinTo, progress }: Measuring<Countdown>,
  runs: string,
  processes: number,
): Promise<void> {
  const startedAt = new Date().toISOString()
  const suite = loadSuite('quick')
  const wanted = { timed: timedAnywhere(suite), counted: [], skipAbsent: true }
  const rows = rowsOf(await selectEngines(wanted, HANG_MS))
  const cells = cellsOf(suite).map((cell) => planCell(cell, rows))
  const linkOrders = await readyLinkOrders(rows, processes, progress)
  const { busyCpus } = await probeLoad()
  const measured = await measureCrossTalk(
    { cells, linkOrders, processes, seed: 1, pinTo, hangMs: HANG_MS, spawn },
    progress,
    interruption,
  )
  if (measured.length === 0) return
  saveCrossTalk(crossTalkFile(runs), {
    startedAt,
    machine: machineText(machine),
    version: projectVersion(),
    busyCpus,
    processes: measured,
  })
}
