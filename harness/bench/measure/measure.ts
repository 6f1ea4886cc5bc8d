/** Measures generation by generation while there is time. */
import { randomOf } from '../../../engines/contract/index.js'
import type { Journal } from '../../../results/record/index.js'
import type { Spawn } from '../../processes/kind.js'
import type { Interruption } from '../../terminal/interruption.js'
import type { Progress } from '../../terminal/progress.js'
import type { Checks } from '../check/check.js'
import type { CrashKeeper } from '../crash/index.js'
import { isAlive, type PlannedCell } from '../plan/cell.js'
import { shuffled } from '../plan/order.js'
import { FEWEST_GENERATIONS, Generation } from './generation.js'

export interface Measuring {
  cells: readonly PlannedCell[]
  checked: Checks
  seed: number
  /** Orders in which the modules in C were linked; below 2 there is one. */
  linkOrders: number
  /** That of the first generation, where a run is resumed: 0 where absent. */
  firstNumber?: number
  /** Generations after which measuring ends though there is time. */
  mostGenerations?: number | undefined
  pinTo: number | undefined
  hangMs: number
  journal: Pick<Journal, 'append'>
  /** Keeps what a row crashes on, where that is wanted. */
  keeper?: CrashKeeper
  spawn: Spawn
  progress: Progress
  interruption: Interruption
  /** Milliseconds left; below 0 when the run is late. */
  leftMs: () => number
}

export interface Measured {
  /** Share of the measuring time that was in no operation that is timed; `undefined` where nothing was. */
  bookkeepingShare: number | undefined
  /** Times that timing processes were moved to another CPU; `undefined` where the system does not say. */
  migrations: number | undefined
}

/**
 * Measures generation by generation while there is time: whole ones, so that every cell has as many,
 * and until the clock says so, whatever was found.
 */
export async function measure(measuring: Measuring): Promise<Measured> {
  const { cells, firstNumber = 0, interruption, leftMs } = measuring
  const { mostGenerations = Number.POSITIVE_INFINITY } = measuring
  const spent = { wallMs: 0, timedMs: 0, migrations: 0 as number | undefined }
  let lastMs = 0
  for (let number = firstNumber; number < mostGenerations; number++) {
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
