/** Fresh processes take turns: one generation of a stage, cell by cell and round by round. */
import type { Random } from '../../engines/contract/index.js'
import type { JournalRound } from '../../results/index.js'
import { batchesOf, type Stage, shuffled } from '../plan/index.js'
import { Generation } from './generation.js'
import { type MeasuredCell, type Measuring, roundMs, type StandingCell } from './measuring.js'
import { isAlive } from './planned.js'
import type { RunRow } from './rows.js'

/** An epoch may take this many times as long as the trial says before its row counts as hung. */
const PATIENCE = 20

/** What the generations of one run have in common. */
export interface Turn {
  readonly measuring: Measuring
  readonly random: Random
  readonly orders: ReadonlyMap<string, Generator<RunRow[], never>>
  /** Milliseconds of all rounds, and of the operations in them. */
  wallMs: number
  operationMs: number
  migrations: number | undefined
}

/**
 * Runs one generation of a stage: fresh processes take turns, cell by cell and round by round.
 *
 * @returns milliseconds that its rounds took.
 */
export async function runGeneration(
  turn: Turn,
  stage: ReadonlyArray<Stage<StandingCell>>,
  at: number,
  number: number,
  costs: Map<string, number>,
): Promise<number> {
  let ms = 0
  const own = stage.filter(({ quotas }) => quotas[at] > 0)
  for (const batch of batchesOf(own, ({ cell }) => cell.planned.tape.op.length)) {
    if (turn.measuring.interruption.requested) break
    ms += await runBatch(turn, batch, at, number, costs)
  }
  return ms
}

/** @returns milliseconds that the rounds took. */
async function runBatch(
  turn: Turn,
  batch: ReadonlyArray<Stage<StandingCell>>,
  at: number,
  number: number,
  costs: Map<string, number>,
): Promise<number> {
  const { measuring } = turn
  const { checked, hangMs, interruption, journal, leftMs, pinTo, progress, rows } = measuring
  const cells = batch.map(({ cell }) => cell.planned)
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
    for (const { cell: standing, quotas } of shuffled(batch, turn.random)) {
      const cell = standing.planned
      if (interruption.requested) break
      if (!isAlive(cell)) continue
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
