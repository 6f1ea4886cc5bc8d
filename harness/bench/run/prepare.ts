/** All that a run does before it measures: what it runs on, what it runs, and whether that is right. */

import { BUSY_CPUS } from '../../../results/analysis/index.js'
import type { Machine } from '../../../results/record/index.js'
import type { Cell } from '../../../workloads/index.js'
import { spawn as spawnProcess } from '../../processes/handle.js'
import type { Spawn } from '../../processes/kind.js'
import { type Checking, type CheckOptions, checkEngines } from '../check/check.js'
import { compareTiers } from '../check/compare-tiers.js'
import { type CountedRun, countRun, type InstructionsOf } from '../check/instructions.js'
import { CrashKeeper } from '../crash/index.js'
import { clockStepNs, probeMachine } from '../machine/index.js'
import { type PlannedCell, planCell } from '../plan/cell.js'
import { outsideNotes } from '../plan/outside.js'
import { type RunRow, rowsOf, type SelectedEngine } from '../plan/rows.js'
import { type Begun, requireSameMachine, takeFailures } from '../record/resume.js'

export interface PrepareOptions extends Omit<CheckOptions, 'spawn'> {
  engines: readonly SelectedEngine[]
  cells: readonly Cell[]
  /** The run that is resumed. */
  begun?: Begun | undefined
  /** The cells whose instructions are counted. */
  instructions: InstructionsOf
  /** Whether the host's name is recorded. */
  host: boolean
  /** Starts workers: processes of their own where absent. */
  spawn?: Spawn | undefined
}

/** A run that is ready to be measured. */
export interface Prepared extends Checking {
  machine: Machine
  /** Of the clock that turns are timed with. */
  stepNs: number
  rows: readonly RunRow[]
  cells: ReadonlyArray<PlannedCell>
  /** Absent where the run that is resumed has counted them. */
  counted: CountedRun | undefined
  /** Keeps what a row crashes on. */
  keeper: CrashKeeper
  spawn: Spawn
}

/** @param folder the run's, which is made where a row crashed. */
export async function prepare(options: PrepareOptions, folder: () => string): Promise<Prepared> {
  const { begun, engines, host, instructions, interruption, progress } = options
  const { seed, spawn = spawnProcess } = options
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
    planCell(cell, rows, begun?.header.cells.find(({ id }) => id === cell.id)?.slots),
  )
  for (const note of outsideNotes(cells)) progress.note(note)
  const { checked, gate } = await checkEngines(rows, cells, { ...options, spawn })
  compareTiers(rows, checked)
  const keeper = new CrashKeeper(folder, cells, seed)
  for (const row of rows) {
    if (row.failure === undefined) continue
    row.failure = keeper.keep(row, row.failure)
    progress.note(`${row.id} ${row.failure.kind} in ${row.failure.cell}: ${row.failure.message}`)
  }
  const counted =
    begun || interruption.requested
      ? undefined
      : await countRun(rows, cells, checked, instructions, progress)
  return { machine, stepNs, rows, cells, checked, gate, counted, keeper, spawn }
}
