import { migrationsOf, pinMainThread } from '../probe/index.js'
import { WorkerHandle } from '../worker/handle.js'
import { failureOf } from './blame.js'
import type { CheckedCells } from './check.js'
import type { MeasuredCell } from './measuring.js'
import type { PlannedCell } from './planned.js'
import { pool } from './pool.js'
import type { RunRow } from './rows.js'
import { compilePasses, loadWarm, unload } from './warm-up.js'

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

  /** Starts the processes, has V8 compile where it does, and then pins the main threads. */
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
        if (row.engine.description.timesItself) return
        const own = cells.filter((cell) => cell.rows.includes(row))
        await compilePasses(worker, own, hangMs)
      })
      if (pinTo !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, pinTo)
    })
    return generation
  }

  /**
   * Opens a cell in the processes of its rows and warms it up.
   *
   * @returns the rows whose times would not stand still.
   */
  async load(cell: MeasuredCell, hangMs: number): Promise<RunRow[]> {
    const unsettled: RunRow[] = []
    await this.inCell(cell, async (worker, row) => {
      const tape = cell.tapes?.get(row) ?? cell.tape
      const { settled } = await loadWarm(worker, { ...cell, tape }, hangMs)
      if (!settled) unsettled.push(row)
    })
    return unsettled
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
      await unload(worker, planned, hangMs)
    })
  }

  /** Times that the system moved these processes from CPU to CPU; `undefined` where it does not tell. */
  migrations(): number | undefined {
    const all = this.live.map(({ worker }) => worker.pid && migrationsOf(worker.pid))
    return all.reduce<number | undefined>(
      (sum, moved) => (sum === undefined || moved === undefined ? undefined : sum + moved),
      0,
    )
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
