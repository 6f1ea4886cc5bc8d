/** One generation: fresh processes run every cell once, in an order of chance. */
import { type Random, randomOf } from '../../../engines/contract/index.js'
import type { Failure, JournalRound } from '../../../results/record/index.js'
import { batchesOf } from '../plan/batches.js'
import { isAlive, type PlannedCell } from '../plan/cell.js'
import { shuffled } from '../plan/order.js'
import type { RunRow } from '../plan/rows.js'
import { BlocksInC } from './blocks-in-c.js'
import type { Measuring } from './measure.js'
import { RowsInNode } from './rows-in-node.js'

/** Rounds that a generation records of a cell: its value comes from the least of each row. */
export const ROUNDS = 6

/** However short the time is: one process says nothing about the next. */
export const FEWEST_GENERATIONS = 3

/** Where a run is, with the time left; where there is none, with the generations that are measured anyway. */
export function whereIn(
  number: number,
  leftMs: number,
  mostGenerations = FEWEST_GENERATIONS,
): { words: string; left: number | undefined } {
  const least = Math.min(FEWEST_GENERATIONS, mostGenerations)
  const words = `generation ${number + 1}`
  return leftMs < 0 && number < least
    ? { words: `${words} of ${least} at least`, left: undefined }
    : { words, left: leftMs }
}

/** What the generations of a run add up to. */
export interface Spent {
  /** Milliseconds of operations that were timed. */
  timedMs: number
  migrations: number | undefined
}

export class Generation {
  readonly random: Random

  constructor(
    readonly measuring: Measuring,
    readonly number: number,
    readonly linkOrder: number | undefined,
    private readonly spent: Spent,
  ) {
    // Its own, so that a resumed run takes no turn again.
    this.random = randomOf((measuring.seed ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0)
  }

  async run(): Promise<void> {
    const { cells, interruption } = this.measuring
    const alive = shuffled(cells.filter(isAlive), this.random)
    for (const batch of batchesOf(alive, ({ tape }) => tape.op.length)) {
      if (!interruption.requested) await this.runBatch(batch)
    }
  }

  /** Rounds of one block, as they were taken; on disk when this returns. */
  record(
    { cell }: PlannedCell,
    rounds: ReadonlyArray<Pick<JournalRound, 'order' | 'ns'>>,
    timedNs: number,
  ): void {
    const { linkOrder, measuring, number } = this
    measuring.journal.append(
      ...rounds.map((round) => ({
        type: 'round' as const,
        cell: cell.id,
        generation: number,
        ...(linkOrder !== undefined && { linkOrder }),
        ...round,
      })),
    )
    this.spent.timedMs += timedNs / 1e6
  }

  /** A row's failure is recorded and noted, with the tape that it crashed on, and the others go on. */
  fail(row: RunRow, found: Failure): void {
    const { journal, keeper, progress } = this.measuring
    const failure = keeper?.keep(row, found) ?? found
    row.failure = failure
    journal.append({ type: 'failure', row: row.id, failure })
    progress.note(`${row.id} ${failure.kind}: ${failure.message}`)
  }

  /** How often processes had been moved by the system; `undefined` where it does not say. */
  moved(before: number | undefined, after: number | undefined): void {
    const { migrations } = this.spent
    const unknown = migrations === undefined || before === undefined || after === undefined
    this.spent.migrations = unknown ? undefined : migrations + after - before
  }

  private showProgress(cell = ''): void {
    const { leftMs, mostGenerations, progress } = this.measuring
    const { left, words } = whereIn(this.number, leftMs(), mostGenerations)
    progress.update(`${words}${cell}`, left)
  }

  private async runBatch(cells: readonly PlannedCell[]): Promise<void> {
    const { interruption } = this.measuring
    this.showProgress()
    const inC = new BlocksInC(this, cells)
    const inNode = await RowsInNode.start(this, cells)
    try {
      for (const cell of cells) {
        if (interruption.requested) return
        this.showProgress(`, ${cell.cell.id}`)
        await inC.run(cell)
        await inNode.run(cell)
      }
    } finally {
      inC.stop()
      inNode.stop()
    }
  }
}
