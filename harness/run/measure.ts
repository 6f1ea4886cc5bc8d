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
  /** Milliseconds left for generations; below 0 when they are late. */
  leftMs: () => number
  /** Milliseconds that a generation was seen to need before its first epoch. */
  generationMs: number
}

/** Rounds of a cell in each generation that are run even when the time is up. */
const FEWEST_ROUNDS = 2

/** An epoch may take this many times as long as the trial says before its row counts as hung. */
const PATIENCE = 20

/**
 * Runs the generations: in each, fresh processes take turns, cell by cell and round by round.
 * Every round is on disk before the next begins.
 *
 * @returns the share of the rounds' wall time that was spent in no operation; `undefined` where no round ended.
 */
export async function measure(measuring: Measuring): Promise<number | undefined> {
  const { cells, checked, generations, hangMs, interruption, journal, leftMs, pinTo, progress } =
    measuring
  const { rows } = measuring
  const random = randomOf(measuring.seed)
  const balanced = new Map(cells.map((cell) => [cell.cell.id, balancedOrders(cell.rows, random)]))
  const spent = { wallMs: 0, operationMs: 0 }
  const onFailure = (row: RunRow) => {
    if (row.failure === undefined) return
    journal.append({ type: 'failure', row: row.id, failure: row.failure })
    progress.note(`${row.id} ${row.failure.kind}: ${row.failure.message}`)
  }
  for (let number = 0; number < generations && !interruption.requested; number++) {
    const place = `generation ${number + 1} of ${generations}`
    progress.update(`${place}: warming up`, leftMs())
    const generation = await Generation.start(rows, cells, pinTo, hangMs, onFailure)
    try {
      for (const [at, cell] of cells.entries()) {
        if (interruption.requested) break
        if (!isAlive(cell)) continue
        const order = balanced.get(cell.cell.id)
        await generation.load(cell, hangMs)
        const until = performance.now() + shareMs(measuring, number, at)
        for (let round = 0; !interruption.requested; round++) {
          const late = performance.now() + roundMs(cell) > until
          if ((round >= FEWEST_ROUNDS && late) || !isAlive(cell)) break
          progress.update(`${place}, ${cell.cell.id}, round ${round + 1}`, leftMs())
          const started = performance.now()
          const { record, operationMs } = await runRound(
            generation,
            cell,
            order?.next().value ?? [],
            hangMs,
          )
          journal.append({ ...record, generation: number })
          spent.wallMs += performance.now() - started
          spent.operationMs += operationMs
        }
        if (!interruption.requested) await generation.verifyAndUnload(cell, checked, hangMs)
      }
    } finally {
      generation.stop()
    }
  }
  return spent.wallMs === 0 ? undefined : Math.max(0, 1 - spent.operationMs / spent.wallMs)
}

/**
 * Milliseconds for the cell at hand: its share of what is left, so that a machine that turned
 * slower than in the trial costs all cells some rounds and not the last ones all of theirs.
 */
function shareMs(
  { cells, generationMs, generations, leftMs }: Measuring,
  number: number,
  at: number,
): number {
  const later = generations - number - 1
  const weights = cells.map(({ rows }) => rows.filter(({ alive }) => alive).length)
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const now = weights.slice(at).reduce((sum, weight) => sum + weight, 0)
  return ((leftMs() - later * generationMs) * (weights[at] ?? 0)) / (later * all + now)
}

function isAlive({ rows }: ScheduledCell): boolean {
  return rows.some(({ alive }) => alive)
}

function roundMs({ cycleMs, schedule }: ScheduledCell): number {
  return cycleMs * (schedule.cycles + 1)
}

/** One epoch of every row that is alive, in the order given. */
async function runRound(
  generation: Generation,
  scheduled: ScheduledCell,
  order: readonly RunRow[],
  hangMs: number,
): Promise<{ record: Omit<JournalRound, 'generation'>; operationMs: number }> {
  const { cell, schedule } = scheduled
  const deadlineMs = hangMs + PATIENCE * roundMs(scheduled)
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
  return { record, operationMs }
}
