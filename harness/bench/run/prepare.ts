/** All that a run does before it measures: what it runs on, what it runs, and whether that is right. */

import { BUSY_CPUS } from '../../../results/analysis/index.js'
import type { JournalRecord, Machine } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'
import type { Interruption } from '../../terminal/interruption.js'
import type { Progress } from '../../terminal/progress.js'
import { type CrashKeeper, keepCrash } from '../crash/index.js'
import { clockStepNs, probeMachine } from '../machine/index.js'
import { type Checking, checkEngines } from './check.js'
import { compareTiers } from './compare-tiers.js'
import { type CountedRun, countRun, type InstructionsOf } from './count-instructions.js'
import { placeRows } from './placed.js'
import { planCell } from './plan-cells.js'
import type { PlannedCell } from './planned.js'
import { type Begun, begunIn, requireSameMachine, takeFailures } from './resume.js'
import { type RunRow, rowsOf, type SelectedEngine } from './rows.js'

export interface PrepareOptions {
  engines: readonly SelectedEngine[]
  cells: readonly Cell[]
  seed: number
  /** The journal of the run that is gone on with. */
  resumed?: readonly JournalRecord[]
  /** The cells whose instructions are counted. */
  instructions: InstructionsOf
  /** Whether the host's name is recorded. */
  host: boolean
  /** Whether the gate's word of earlier runs is not believed. */
  checkAgain: boolean
  /** Seconds without an answer after which an engine counts as hung. */
  hangSeconds: number
}

/** A run that is ready to be measured. */
export interface Prepared extends Checking {
  begun: Begun | undefined
  machine: Machine
  /** Of the clock that turns are timed with. */
  stepNs: number
  rows: readonly RunRow[]
  cells: ReadonlyArray<PlannedCell & { slots: number }>
  /** Absent where the run that is gone on with has counted them. */
  counted: CountedRun | undefined
  /** Keeps what a row crashes on. */
  keeper: CrashKeeper
}

/** @param folder the run's, which is made where a row crashed. */
export async function prepare(
  options: PrepareOptions,
  folder: () => string,
  progress: Progress,
  interruption: Interruption,
): Promise<Prepared> {
  const { checkAgain, engines, hangSeconds, host, instructions, resumed, seed } = options
  const begun = resumed && begunIn(resumed)
  progress.update('looking at the machine')
  const machine = await probeMachine({ host })
  const stepNs = clockStepNs()
  const { busyCpus, load } = machine.before
  if (busyCpus > BUSY_CPUS) {
    progress.note(
      `Other programs keep ${busyCpus.toFixed(2)} CPUs busy (load ${load.toFixed(2)}): figures will be noisier. Stop them, or read the intervals with care.`,
    )
  }
  if (begun) requireSameMachine(begun.header, machine)
  const rows = rowsOf(engines)
  if (begun) takeFailures(begun, rows)
  const cells = options.cells.map((cell) =>
    planCell(
      placeRows(cell, rows),
      begun?.header.cells.find(({ id }) => id === cell.id),
    ),
  )
  const checking = { seed, hangMs: hangSeconds * 1000, again: checkAgain }
  const { checked, gate } = await checkEngines(rows, cells, checking, progress, interruption)
  compareTiers(rows, checked)
  const keeper = { folder, cells, seed }
  for (const row of rows) {
    keepCrash(row, keeper)
    if (row.failure !== undefined) {
      progress.note(`${row.id} ${row.failure.kind} in ${row.failure.cell}: ${row.failure.message}`)
    }
  }
  const counted =
    begun || interruption.requested
      ? undefined
      : await countRun(rows, cells, checked, instructions, progress)
  return { begun, machine, stepNs, rows, cells, checked, gate, counted, keeper }
}
