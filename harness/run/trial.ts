import type { Cell } from '../../workloads/index.js'
import { trialSlots } from '../plan/index.js'
import { WorkerHandle } from '../worker/handle.js'
import { failureOf } from './blame.js'
import type { Interruption } from './interruption.js'
import type { Progress } from './progress.js'
import type { RunRow } from './rows.js'

/**
 * What a first, short run of every row tells of a cell. These times size tapes and epochs; none of
 * them is reported.
 */
export interface Trial {
  /** Buffers on the trial's tape. */
  slots: number
  /** The shortest phase of any row, in nanoseconds. */
  shortestNs: number
  /** Wall time of one cycle of every row together, in nanoseconds. */
  cycleNs: number
}

export interface TrialOutcome {
  /** By cell id. */
  trials: Map<string, Trial>
  /** Milliseconds that one generation needs before its first epoch. */
  generationMs: number
}

const TRIAL_MS = 15

/** Runs each row alone, in a process of its own, on small tapes. A row that fails takes no further part. */
export async function runTrial(
  rows: readonly RunRow[],
  cells: readonly Cell[],
  hangMs: number,
  progress: Progress,
  interruption: Interruption,
): Promise<TrialOutcome> {
  const trials = new Map<string, Trial>()
  for (const cell of cells) {
    trials.set(cell.id, {
      slots: trialSlots(cell),
      shortestNs: Number.POSITIVE_INFINITY,
      cycleNs: 0,
    })
  }
  let generationMs = 0
  for (const row of rows) {
    if (interruption.requested) break
    progress.update(`trying ${row.id}`)
    const started = performance.now()
    // The null row costs what its twin costs.
    if (row.role !== 'null') await tryRow(row, rows, cells, trials, hangMs)
    generationMs += performance.now() - started
  }
  return { trials, generationMs }
}

async function tryRow(
  row: RunRow,
  rows: readonly RunRow[],
  cells: readonly Cell[],
  trials: Map<string, Trial>,
  hangMs: number,
): Promise<void> {
  const twins = rows.filter(({ engine }) => engine === row.engine)
  const worker = new WorkerHandle('timing')
  let at = 'start'
  try {
    await worker.request({ type: 'open', engine: row.engine.reference }, hangMs)
    for (const cell of cells) {
      const trial = trials.get(cell.id)
      if (trial === undefined) continue
      at = cell.id
      const tape = cell.compile(trial.slots)
      const { domain, id } = cell
      await worker.request({ type: 'load', cell: id, domain, tape }, hangMs)
      const { ns, cycleNs } = await worker.request(
        { type: 'warm', cell: id, forMs: TRIAL_MS },
        hangMs,
      )
      trial.shortestNs = Math.min(trial.shortestNs, ...Object.values(ns))
      trial.cycleNs += cycleNs * twins.length
    }
  } catch (error) {
    const failure = failureOf(error, at, 'calibrate')
    for (const twin of twins) twin.failure = failure
  } finally {
    worker.stop()
  }
}
