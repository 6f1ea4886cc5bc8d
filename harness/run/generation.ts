import { pinMainThread } from '../probe/index.js'
import { WorkerHandle } from '../worker/handle.js'
import { failureOf } from './blame.js'
import type { CheckedCells } from './check.js'
import type { PlannedCell } from './planned.js'
import { pool } from './pool.js'
import type { RunRow } from './rows.js'
import { load, warmUp } from './warm-up.js'

/** A row at work in one generation. */
export interface LiveRow {
  row: RunRow
  worker: WorkerHandle
}

/** Told of every row that fails, as it fails. */
export type OnFailure = (row: RunRow) => void

/** One fresh timing process for every row that is alive. */
export class Generation {
  private constructor(
    private readonly live: LiveRow[],
    private readonly onFailure: OnFailure,
  ) {}

  /** Starts the processes, warms up, and then pins the main threads. */
  static async start(
    rows: readonly RunRow[],
    cells: readonly PlannedCell[],
    pinTo: number | undefined,
    hangMs: number,
    onFailure: OnFailure,
  ): Promise<Generation> {
    const timed = rows.filter((row) => cells.some((cell) => cell.rows.includes(row)))
    const live = timed
      .filter(({ alive }) => alive)
      .map((row) => ({ row, worker: new WorkerHandle('timing') }))
    const generation = new Generation(live, onFailure)
    await pool(live, async ({ row, worker }) => {
      await generation.attempt(row, async () => {
        await worker.request({ type: 'open', engine: row.engine.reference }, hangMs)
        const own = cells.filter((cell) => cell.rows.includes(row))
        await warmUp(worker, own, hangMs)
      })
      if (pinTo !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, pinTo)
    })
    return generation
  }

  /** Opens a cell in the processes of its rows. */
  async load(cell: PlannedCell, hangMs: number): Promise<void> {
    await this.inCell(cell, (worker) => load(worker, cell, hangMs))
  }

  /** Runs one epoch of a cell in a row's process; `undefined` where the row fails or has failed. */
  async epoch(row: RunRow, cell: string, cycles: number, deadlineMs: number) {
    const worker = this.live.find((candidate) => candidate.row === row)?.worker
    if (worker === undefined) return undefined
    return this.attempt(row, () => worker.request({ type: 'epoch', cell, cycles }, deadlineMs))
  }

  /** Compares every row's table at the peak of a cell with the one that passed the gate, and closes it. */
  async verifyAndUnload(
    planned: PlannedCell,
    checked: CheckedCells,
    hangMs: number,
  ): Promise<void> {
    const cell = planned.cell.id
    await this.inCell(planned, async (worker, row) => {
      const expected = checked.get(cell)?.get(row.engine.description.id)
      if (expected !== undefined) {
        const { digest, peak } = expected
        await worker.request({ type: 'verify', cell, peak, digest }, hangMs)
      }
      await worker.request({ type: 'unload', cell }, hangMs)
    })
  }

  stop(): void {
    for (const { worker } of this.live) worker.stop()
  }

  /** Does something in the process of every row of a cell, one after another. */
  private async inCell(
    { rows }: PlannedCell,
    action: (worker: WorkerHandle, row: RunRow) => Promise<void>,
  ): Promise<void> {
    for (const { row, worker } of this.live) {
      if (rows.includes(row)) await this.attempt(row, () => action(worker, row))
    }
  }

  /** Does something with a row that is alive; a failure is the row's own. */
  private async attempt<T>(row: RunRow, action: () => Promise<T>): Promise<T | undefined> {
    if (!row.alive) return undefined
    try {
      return await action()
    } catch (error) {
      row.failure = failureOf(error, 'timing')
      this.onFailure(row)
      return undefined
    }
  }
}
