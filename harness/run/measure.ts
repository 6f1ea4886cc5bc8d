import { randomOf } from '../../engines/contract/index.js'
import type { JournalRecord } from '../../results/index.js'
import { balancedOrders, isFirstLook, nextStage } from '../plan/index.js'
import { type Measured, type Measuring, roundMs, type StandingCell } from './measuring.js'
import { isAlive } from './planned.js'
import { runGeneration, type Turn } from './turns.js'

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
