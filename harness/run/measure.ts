import { type Random, randomOf, type Tape } from '../../engines/contract/index.js'
import type { JournalRecord, JournalRound } from '../../results/index.js'
import {
  balancedOrders,
  isFirstLook,
  nextStage,
  type Stage,
  type Standing,
  shuffled,
} from '../plan/index.js'
import type { CheckedCells } from './check.js'
import { Generation } from './generation.js'
import type { Interruption } from './interruption.js'
import type { PlannedCell } from './planned.js'
import type { Progress } from './progress.js'
import type { RunRow } from './rows.js'

export interface MeasuredCell extends PlannedCell {
  /** Cycles that each epoch times. */
  cycles: number
  /** Milliseconds that a cycle of every row takes, from the trial. */
  cycleMs: number
  /** Tapes of rows that do not run the cell's own: effects that are planted. */
  tapes?: ReadonlyMap<RunRow, Tape>
}

/** What a run has recorded: what it goes on from, and what it adds to. */
export interface Recorded {
  /** The journal's records so far. */
  records(): readonly JournalRecord[]
  append(record: Exclude<JournalRecord, { type: 'header' }>): void
}

export interface Measuring {
  rows: readonly RunRow[]
  cells: readonly MeasuredCell[]
  checked: CheckedCells
  /** Fresh processes of every row that each look takes. */
  generations: number
  /** Half width of the intervals at which a cell has rounds enough, as a ratio's distance from 1. */
  precision: number
  /** Half width of the widest interval of each cell that has one, by cell id, as recorded so far. */
  widths: () => ReadonlyMap<string, number>
  seed: number
  pinTo: number | undefined
  hangMs: number
  journal: Recorded
  progress: Progress
  interruption: Interruption
  /** Milliseconds left; below 0 when the run is late. */
  leftMs: () => number
}

export interface Measured {
  /** Share of the rounds' wall time that was spent in no operation; `undefined` where no round ended. */
  bookkeepingShare: number | undefined
  /** Times that timing processes were moved to another CPU; `undefined` where that cannot be told. */
  migrations: number | undefined
}

/** An epoch may take this many times as long as the trial says before its row counts as hung. */
const PATIENCE = 20

/**
 * Measures look by look: all cells to their first, and then on to the next with those whose
 * intervals are too wide, widest first, while there is time. Every round is on disk before the next
 * begins; a journal that has rounds is gone on with.
 */
export async function measure(measuring: Measuring): Promise<Measured> {
  const { cells, generations, interruption, journal, leftMs, precision, widths } = measuring
  const random = randomOf(measuring.seed)
  const orders = new Map(cells.map(({ cell, rows }) => [cell.id, balancedOrders(rows, random)]))
  const turn: Turn = { measuring, random, orders, wallMs: 0, operationMs: 0, migrations: 0 }
  const costs = new Map<string, number>()
  let number = generationsOf(journal.records())
  let generationMs = 0
  for (;;) {
    const standing = standingOf(measuring, costs, widths())
    const stage = nextStage(standing, generations, generationMs, leftMs(), precision)
    if (stage.length === 0) break
    const isFirst = stage.some(({ cell }) => isFirstLook(cell))
    const started = performance.now()
    let inCells = 0
    for (let at = 0; at < generations; at++) {
      const late = !isFirst && leftMs() < 0
      if (interruption.requested || late) return finish(turn)
      inCells += await runGeneration(turn, stage, at, number++, costs)
    }
    generationMs = (performance.now() - started - inCells) / generations
    if (interruption.requested || !cells.some(isAlive)) break
  }
  return finish(turn)
}

/** What the generations of one run have in common. */
interface Turn {
  readonly measuring: Measuring
  readonly random: Random
  readonly orders: ReadonlyMap<string, Generator<RunRow[], never>>
  /** Milliseconds of all rounds, and of the operations in them. */
  wallMs: number
  operationMs: number
  migrations: number | undefined
}

interface StandingCell extends Standing {
  planned: MeasuredCell
}

function finish({ migrations, operationMs, wallMs }: Turn): Measured {
  const bookkeepingShare = wallMs === 0 ? undefined : Math.max(0, 1 - operationMs / wallMs)
  return { bookkeepingShare, migrations }
}

/** Generations that a journal has rounds of. */
function generationsOf(records: readonly JournalRecord[]): number {
  return records.reduce(
    (next, record) => (record.type === 'round' ? Math.max(next, record.generation + 1) : next),
    0,
  )
}

function standingOf(
  { cells, journal }: Measuring,
  costs: ReadonlyMap<string, number>,
  widths: ReadonlyMap<string, number>,
): StandingCell[] {
  const rounds = new Map<string, number>()
  for (const record of journal.records()) {
    if (record.type === 'round') rounds.set(record.cell, (rounds.get(record.cell) ?? 0) + 1)
  }
  return cells.filter(isAlive).map((planned) => ({
    planned,
    rounds: rounds.get(planned.cell.id) ?? 0,
    width: widths.get(planned.cell.id) ?? Number.POSITIVE_INFINITY,
    roundMs: costs.get(planned.cell.id) ?? roundMs(planned),
  }))
}

/**
 * Runs one generation of a stage: fresh processes take turns, cell by cell and round by round.
 *
 * @returns milliseconds that its rounds took.
 */
async function runGeneration(
  turn: Turn,
  stage: ReadonlyArray<Stage<StandingCell>>,
  at: number,
  number: number,
  costs: Map<string, number>,
): Promise<number> {
  const { measuring } = turn
  const { checked, hangMs, interruption, journal, leftMs, pinTo, progress, rows } = measuring
  const cells = stage.map(({ cell }) => cell.planned)
  const onFailure = (row: RunRow) => {
    if (row.failure === undefined) return
    journal.append({ type: 'failure', row: row.id, failure: row.failure })
    progress.note(`${row.id} ${row.failure.kind}: ${row.failure.message}`)
  }
  const place = `generation ${number + 1}`
  progress.update(`${place}: starting fresh processes`, leftMs())
  // In an order of chance: what comes first gets other memory than what comes last, every time.
  const shuffledRows = shuffled(rows, turn.random)
  const generation = await Generation.start(shuffledRows, cells, pinTo, hangMs, onFailure)
  const wallBefore = turn.wallMs
  let movedBefore: number | undefined
  try {
    for (const { cell: standing, quotas } of shuffled(stage, turn.random)) {
      const cell = standing.planned
      if (interruption.requested) break
      if (!isAlive(cell) || quotas[at] === 0) continue
      for (const row of await generation.load(cell, hangMs)) {
        journal.append({ type: 'unsettled', row: row.id, cell: cell.cell.id, generation: number })
      }
      // Not before: pinning itself moves a process when it next wakes.
      movedBefore ??= generation.migrations()
      const before = turn.wallMs
      let done = 0
      while (done < quotas[at] && !interruption.requested && isAlive(cell)) {
        progress.update(`${place}, ${cell.cell.id}, round ${done + 1} of ${quotas[at]}`, leftMs())
        await runRound(turn, generation, cell, number)
        done++
      }
      if (done > 0) costs.set(cell.cell.id, (turn.wallMs - before) / done)
      if (!interruption.requested) await generation.verifyAndUnload(cell, checked, hangMs)
    }
    const moved = generation.migrations()
    turn.migrations =
      turn.migrations === undefined || movedBefore === undefined || moved === undefined
        ? undefined
        : turn.migrations + moved - movedBefore
  } finally {
    generation.stop()
  }
  return turn.wallMs - wallBefore
}

function isAlive({ rows }: PlannedCell): boolean {
  return rows.some(({ alive }) => alive)
}

function roundMs({ cycleMs, cycles }: MeasuredCell): number {
  return cycleMs * (cycles + 1)
}

/** One epoch of every row that is alive, in balanced order. */
async function runRound(
  turn: Turn,
  generation: Generation,
  planned: MeasuredCell,
  number: number,
): Promise<void> {
  const { hangMs, journal } = turn.measuring
  const { cell, cycles } = planned
  const order = turn.orders.get(cell.id)?.next().value ?? []
  const deadlineMs = hangMs + PATIENCE * roundMs(planned)
  const started = performance.now()
  const ns: JournalRound['ns'] = {}
  const cpuNs: JournalRound['cpuNs'] = {}
  const switches: JournalRound['switches'] = {}
  const took: string[] = []
  let operationNs = 0
  for (const row of order) {
    if (!row.alive) continue
    const epoch = await generation.epoch(row, cell.id, cycles, deadlineMs)
    if (epoch === undefined) continue
    took.push(row.id)
    ns[row.id] = epoch.ns
    cpuNs[row.id] = epoch.cpuNs
    switches[row.id] = epoch.switches
    operationNs += epoch.operationNs
  }
  const record = { type: 'round', cell: cell.id, generation: number, order: took } as const
  journal.append({ ...record, ns, cpuNs, switches })
  turn.wallMs += performance.now() - started
  turn.operationMs += operationNs / 1e6
}
