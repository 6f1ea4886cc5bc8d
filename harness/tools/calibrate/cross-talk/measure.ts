/**
 * Cross-talk: what rows in C that take turns in one process do to each other's times. In each round
 * of one process every row takes several turns in a row: the first comes after the others, the last
 * after itself alone. Session, code, stack and the millisecond are the same, so that what the others
 * pushed out is all that differs.
 */
import { type Random, randomBelow, randomOf } from '../../../../engines/contract/index.js'
import { median } from '../../../../results/analysis/stats/index.js'
import type { Op } from '../../../../results/record/index.js'
import { MOST_PADDING } from '../../../bench/measure/blocks-in-c.js'
import { type StartTurns, startTurns } from '../../../bench/measure/start-turns.js'
import type { PlannedCell } from '../../../bench/plan/cell.js'
import { shuffled } from '../../../bench/plan/order.js'
import type { RunRow } from '../../../bench/plan/rows.js'
import type { Turns } from '../../../bench/worker/protocol.js'
import type { Worker } from '../../../processes/kind.js'
import type { Interruption } from '../../../terminal/interruption.js'
import type { ProcessApart } from './file.js'

/**
 * Turns in a row. What others pushed out is back by the third cycle (docs/calibration.md), and the last
 * turn stands a dozen cycles and half a millisecond behind them.
 */
export const TURNS = 4

/** Rounds of a cell in one process, each with sessions of its own. */
const ROUNDS = 12

export interface MeasureCrossTalk extends Omit<StartTurns, 'linkOrder'> {
  cells: readonly PlannedCell[]
  /** Orders in which the modules in C were linked; below 2 there is one. */
  linkOrders: number
  processes: number
  seed: number
}

/** Hears of each cell that begins, and of each process that is done. */
interface Steps {
  update(doing: string): void
  done(): void
}

/** @returns what each process that was measured whole says. */
export async function measureCrossTalk(
  { cells, linkOrders, processes, seed, ...how }: MeasureCrossTalk,
  progress: Steps,
  interruption: Pick<Interruption, 'requested'>,
): Promise<ProcessApart[]> {
  const shared = cells
    .map((cell) => ({ cell, rows: cell.rows.filter(isInC) }))
    .filter(({ rows }) => rows.length > 1)
  const all = [...new Set(shared.flatMap(({ rows }) => rows))]
  if (all.length === 0) return []
  const random = randomOf(seed)
  const measured: ProcessApart[] = []
  for (let number = 0; number < processes; number++) {
    const linkOrder = linkOrders < 2 ? undefined : number % linkOrders
    const worker = await startTurns(all, { ...how, linkOrder })
    try {
      const apart: ProcessApart = {}
      for (const { cell, rows } of shuffled(shared, random)) {
        if (interruption.requested) return measured
        progress.update(`process ${number + 1} of ${processes}, ${cell.cell.id}`)
        apart[cell.cell.id] = await oneCell(worker, cell, rows, random, how)
      }
      measured.push(apart)
      progress.done()
    } finally {
      worker.stop()
    }
  }
  return measured
}

async function oneCell(
  worker: Worker<Turns>,
  { cell, tape }: PlannedCell,
  rows: readonly RunRow[],
  random: Random,
  { hangMs }: Pick<StartTurns, 'hangMs'>,
): Promise<ProcessApart[string]> {
  const openings = Array.from({ length: ROUNDS }, () => {
    const opened = shuffled(rows, random)
    return {
      rows: opened.map(({ id }) => ({
        row: id,
        tape: 0,
        padding: randomBelow(random, MOST_PADDING),
      })),
      orders: [shuffled([...opened.keys()], random)],
    }
  })
  const { ns } = await worker.request(
    'block',
    {
      cell: cell.id,
      domain: cell.domain,
      tapes: [tape],
      openings,
      inARow: TURNS,
    },
    hangMs * rows.length,
  )
  return Object.fromEntries(rows.map(({ id }) => [id, apartIn(ns[id])]))
}

/** What one process says of a row, from its turns one after another, round by round: the median over the rounds. */
export function apartIn(
  turns: Partial<Record<Op, readonly number[]>>,
): ProcessApart[string][string] {
  return Object.fromEntries(
    Object.entries(turns).map(([op, ns]) => {
      const rounds = Array.from({ length: ns.length / TURNS }, (_, round) =>
        Math.log(ns[(round + 1) * TURNS - 1] / ns[round * TURNS]),
      )
      return [op, median(rounds) ?? Number.NaN]
    }),
  )
}

function isInC({ engine }: RunRow): boolean {
  return engine.description.timesItself
}
