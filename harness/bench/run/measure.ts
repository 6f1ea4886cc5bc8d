import { randomOf } from '../../../engines/contract/index.js'
import type { JournalRecord } from '../../../results/record/index.js'
import { shuffled } from '../plan/index.js'
import { Generation } from './generation.js'
import type { Measured, Measuring } from './measuring.js'
import { isAlive } from './planned.js'

/** However short the time is: one process says nothing about the next. */
const FEWEST_GENERATIONS = 3

/**
 * Measures generation by generation while there is time: whole ones, so that every cell has as many,
 * and until the clock says so, whatever was found. A journal that has generations is gone on with.
 */
export async function measure(measuring: Measuring): Promise<Measured> {
  const {
    cells,
    interruption,
    journal,
    leftMs,
    mostGenerations = Number.POSITIVE_INFINITY,
  } = measuring
  const spent = { wallMs: 0, timedMs: 0, migrations: 0 as number | undefined }
  let lastMs = 0
  for (let number = generationsOf(journal.records()); number < mostGenerations; number++) {
    // The next is begun where most of it fits.
    if (number >= FEWEST_GENERATIONS && leftMs() < lastMs / 2) break
    const started = performance.now()
    await new Generation(measuring, number, linkOrderOf(measuring, number), spent).run()
    lastMs = performance.now() - started
    spent.wallMs += lastMs
    if (interruption.requested || !cells.some(isAlive)) break
  }
  return {
    bookkeepingShare:
      spent.wallMs === 0 ? undefined : Math.max(0, 1 - spent.timedMs / spent.wallMs),
    migrations: spent.migrations,
  }
}

/** Every link order comes as often as any other, in an order of chance. */
function linkOrderOf({ linkOrders, seed }: Measuring, number: number): number | undefined {
  if (linkOrders < 2) return undefined
  const all = Array.from({ length: linkOrders }, (_, order) => order)
  return shuffled(all, randomOf(seed))[number % linkOrders]
}

/** Generations that a journal has rounds of. */
function generationsOf(records: readonly JournalRecord[]): number {
  return records.reduce(
    (next, record) => (record.type === 'round' ? Math.max(next, record.generation + 1) : next),
    0,
  )
}
