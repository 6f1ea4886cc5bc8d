import type { Cell } from '../../workloads/index.js'
import { type PhaseTimes, trialSlots } from '../plan/index.js'
import { WorkerHandle } from '../worker/handle.js'
import { failureOf } from './blame.js'
import type { Interruption } from './interruption.js'
import type { PlacedCell } from './placed.js'
import { atATime, pool } from './pool.js'
import type { Progress } from './progress.js'
import type { RunRow } from './rows.js'
import { type WarmedCell, warmUp } from './warm-up.js'

/**
 * What a first, short run of every row tells of a cell. These times size tapes and epochs; none of
 * them is reported.
 */
export interface Trial extends PhaseTimes {
  /** Time in the operations of one cycle of every row together, in nanoseconds. */
  operationsNs: number
  /** What the harness adds to that, whatever the number of buffers. */
  overheadNs: number
}

export interface TrialOutcome {
  /** By cell id. */
  trials: Map<string, Trial>
  /** Milliseconds that one generation needs before its first epoch. */
  generationMs: number
}

/** Runs each row in a process of its own, on small tapes. A row that fails takes no further part. */
export async function runTrial(
  rows: readonly RunRow[],
  cells: readonly PlacedCell[],
  hangMs: number,
  progress: Progress,
  interruption: Interruption,
): Promise<TrialOutcome> {
  const warmed: Warmed[] = []
  let totalMs = 0
  await pool(rows, async (row) => {
    const own = cells.filter((placed) => placed.rows.includes(row)).map(({ cell }) => cell)
    if (own.length === 0 || interruption.requested) return
    progress.update(`trying ${row.id}`)
    const started = performance.now()
    // The null row costs what its twin costs.
    if (row.role !== 'null') warmed.push(...(await tryRow(row, rows, own, hangMs)))
    const tookMs = performance.now() - started
    totalMs += row.role === 'baseline' ? 2 * tookMs : tookMs
  })
  const trials = new Map(cells.map(({ cell }) => [cell.id, summarise(cell, warmed)]))
  // A generation starts its processes as many at a time as the trial did.
  return { trials, generationMs: totalMs / atATime() }
}

/** One row's times in one cell. */
interface Warmed extends WarmedCell {
  /** Rows of a run that this one stands for. */
  rows: number
}

async function tryRow(
  row: RunRow,
  rows: readonly RunRow[],
  cells: readonly Cell[],
  hangMs: number,
): Promise<Warmed[]> {
  const twins = rows.filter(({ engine }) => engine === row.engine)
  const worker = new WorkerHandle('timing')
  try {
    await worker.request({ type: 'open', engine: row.engine.reference }, hangMs)
    const tapes = cells.map((cell) => ({ cell, tape: cell.compile(trialSlots(cell)) }))
    const warmed = await warmUp(worker, tapes, hangMs)
    return warmed.map(({ cell, times }) => ({ cell, rows: twins.length, times }))
  } catch (error) {
    const failure = failureOf(error, 'calibrate')
    for (const twin of twins) twin.failure = failure
    return []
  } finally {
    worker.stop()
  }
}

function summarise(cell: Cell, warmed: readonly Warmed[]): Trial {
  const own = warmed.filter((row) => row.cell === cell.id)
  const phases = own.flatMap(({ times }) => Object.values(times.ns))
  return {
    slots: trialSlots(cell),
    shortestNs: Math.min(...phases),
    meanNs: phases.reduce((sum, ns) => sum + ns, 0) / phases.length,
    operationsNs: sumOf(own, ({ ns }) => sumOfNs(ns)),
    overheadNs: sumOf(own, ({ ns, cycleNs }) => Math.max(0, cycleNs - sumOfNs(ns))),
  }
}

/** Sums what one cycle of every row comes to. */
function sumOf(
  warmed: readonly Warmed[],
  amountOf: (times: WarmedCell['times']) => number,
): number {
  return warmed.reduce((sum, { rows, times }) => sum + rows * amountOf(times), 0)
}

function sumOfNs(ns: WarmedCell['times']['ns']): number {
  return Object.values(ns).reduce((sum, value) => sum + value, 0)
}
