import { randomOf } from '../../engines/contract/index.js'
import type { Journal, JournalRound } from '../../results/index.js'
import { balancedOrders, type CellSchedule } from '../plan/index.js'
import type { CheckedCells } from './check.js'
import { Generation } from './generation.js'
import type { Interruption } from './interruption.js'
import type { PlannedCell } from './planned.js'
import type { Progress } from './progress.js'
import type { RunRow } from './rows.js'

export interface ScheduledCell extends PlannedCell {
  schedule: CellSchedule
  /** Milliseconds that a cycle of every row takes, from the trial. */
  cycleMs: number
}

export interface Measuring {
  rows: readonly RunRow[]
  cells: readonly ScheduledCell[]
  checked: CheckedCells
  generations: number
  seed: number
  pinTo: number | undefined
  hangMs: number
  journal: Journal
  progress: Progress
  interruption: Interruption
  /** Milliseconds left of the run, for the progress line. */
  leftMs: () => number
}

/** An epoch may take this many times as long as the trial says before its row counts as hung. */
const PATIENCE = 20

/**
 * Runs the generations: in each, fresh processes take turns, cell by cell and round by round.
 * Every round is on disk before the next begins.
 *
 * @returns the share of the rounds' wall time that was spent in no operation; `undefined` where no round ended.
 */
export async function measure(measuring: Measuring): Promise<number | undefined> {
  const { cells, checked, generations, hangMs, interruption, journal, pinTo, progress, rows } =
    measuring
  const random = randomOf(measuring.seed)
  const orders = new Map(cells.map(({ cell }) => [cell.id, balancedOrders(rows, random)]))
  const spent = { wallMs: 0, operationMs: 0 }
  const onFailure = (row: RunRow) => {
    if (row.failure === undefined) return
    journal.append({ type: 'failure', row: row.id, failure: row.failure })
    progress.note(`${row.id} ${row.failure.kind}: ${row.failure.message}`)
  }
  for (let number = 0; number < generations && !interruption.requested; number++) {
    progress.update(`generation ${number + 1} of ${generations}: warming up`, measuring.leftMs())
    const generation = await Generation.start(rows, cells, pinTo, hangMs, onFailure)
    try {
      for (const cell of cells) {
        for (let round = 0; round < cell.schedule.rounds && !interruption.requested; round++) {
          const where = `generation ${number + 1} of ${generations}, ${cell.cell.id}`
          progress.update(`${where}, round ${round + 1}`, measuring.leftMs())
          const order = orders.get(cell.cell.id)?.next().value ?? []
          const { record, wallMs, operationMs } = await runRound(generation, cell, order, hangMs)
          journal.append({ ...record, generation: number })
          spent.wallMs += wallMs
          spent.operationMs += operationMs
        }
        if (!interruption.requested) await generation.verify(cell.cell.id, checked, hangMs)
      }
    } finally {
      generation.stop()
    }
  }
  return spent.wallMs === 0 ? undefined : Math.max(0, 1 - spent.operationMs / spent.wallMs)
}

/** One epoch of every row that is alive, in the order given. */
async function runRound(
  generation: Generation,
  { cell, cycleMs, schedule }: ScheduledCell,
  order: readonly RunRow[],
  hangMs: number,
): Promise<{ record: Omit<JournalRound, 'generation'>; wallMs: number; operationMs: number }> {
  const started = performance.now()
  const deadlineMs = hangMs + PATIENCE * cycleMs * (schedule.cycles + 1)
  const ns: JournalRound['ns'] = {}
  const took: string[] = []
  let operationMs = 0
  for (const row of order) {
    if (!row.alive) continue
    const epoch = await generation.epoch(row, cell.id, schedule.cycles, deadlineMs)
    if (epoch === undefined) continue
    took.push(row.id)
    ns[row.id] = epoch.ns
    operationMs += epoch.operationNs / 1e6
  }
  const record = { type: 'round' as const, cell: cell.id, order: took, ns }
  return { record, wallMs: performance.now() - started, operationMs }
}
