import type { Cell } from '../../workloads/index.js'
import { type PhaseTimes, trialSlots } from '../plan/index.js'
import { WorkerHandle } from '../worker/handle.js'
import type { Answer } from '../worker/protocol.js'
import { failureOf } from './blame.js'
import type { Interruption } from './interruption.js'
import type { PlacedCell } from './placed.js'
import { pool } from './pool.js'
import type { Progress } from './progress.js'
import type { RunRow } from './rows.js'
import { compilePasses, loadWarm, unload } from './warm-up.js'

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

/**
 * Runs each row in a process of its own, on small tapes. A row that fails takes no further part.
 *
 * @returns by cell id.
 */
export async function runTrial(
  rows: readonly RunRow[],
  cells: readonly PlacedCell[],
  hangMs: number,
  progress: Progress,
  interruption: Interruption,
): Promise<Map<string, Trial>> {
  const warmed: Warmed[] = []
  await pool(rows, async (row) => {
    const own = cells.filter((placed) => placed.rows.includes(row)).map(({ cell }) => cell)
    if (own.length === 0 || interruption.requested) return
    progress.update(`trying ${row.id}`)
    // The null row costs what its twin costs.
    if (row.role !== 'null') warmed.push(...(await tryRow(row, rows, own, hangMs)))
  })
  return new Map(cells.map(({ cell }) => [cell.id, summarise(cell, warmed)]))
}

/** One row's times in one cell. */
interface Warmed {
  cell: string
  times: Answer<'warm'>
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
    if (!row.engine.description.timesItself) await compilePasses(worker, tapes, hangMs)
    const warmed: Warmed[] = []
    for (const tape of tapes) {
      const times = await loadWarm(worker, tape, hangMs)
      await unload(worker, tape, hangMs)
      warmed.push({ cell: tape.cell.id, rows: twins.length, times })
    }
    return warmed
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
function sumOf(warmed: readonly Warmed[], amountOf: (times: Warmed['times']) => number): number {
  return warmed.reduce((sum, { rows, times }) => sum + rows * amountOf(times), 0)
}

function sumOfNs(ns: Warmed['times']['ns']): number {
  return Object.values(ns).reduce((sum, value) => sum + value, 0)
}
