/** Rows that run in Node: each has a process of its own, for in one they would share call sites. */

import { eachAtOnce } from '../../../engines/contract/index.js'
import { failureOf } from '../../processes/failure.js'
import type { Worker } from '../../processes/kind.js'
import { migrationsOf, pinMainThread } from '../machine/index.js'
import type { PlannedCell } from '../plan/cell.js'
import { balancedOrders, shuffled } from '../plan/order.js'
import type { RunRow } from '../plan/rows.js'
import { TIMING, type Timing } from '../worker/protocol.js'
import { type Generation, ROUNDS } from './generation.js'
import { compilePasses, loadWarm } from './warm-up.js'

/** A row at work in one generation. */
interface LiveRow {
  row: RunRow
  worker: Worker<Timing>
}

export class RowsInNode {
  private movedBefore: number | undefined

  private constructor(
    private readonly generation: Generation,
    private readonly live: LiveRow[],
  ) {}

  /** Starts the processes, has V8 compile, and then pins the main threads. */
  static async start(generation: Generation, cells: readonly PlannedCell[]): Promise<RowsInNode> {
    const { hangMs, pinTo, spawn } = generation.measuring
    const rows = [...new Set(cells.flatMap((cell) => cell.rows))].filter(
      ({ alive, engine }) => alive && !engine.description.timesItself,
    )
    // In an order of chance: what comes first gets other memory than what comes last, every time.
    const live = shuffled(rows, generation.random).map((row) => ({
      row,
      worker: spawn(TIMING),
    }))
    const started = new RowsInNode(generation, live)
    await eachAtOnce(live, async ({ row, worker }) => {
      await started.attempt(row, async () => {
        await worker.request('open', { engine: row.engine.reference }, hangMs)
        const own = cells.filter((cell) => cell.rows.includes(row))
        await compilePasses(worker, own, hangMs)
      })
      if (pinTo !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, pinTo)
    })
    return started
  }

  /** Opens a cell in the processes of its rows, warms it up, and has them take turns. */
  async run(cell: PlannedCell): Promise<void> {
    if (this.in(cell).length === 0) return
    const { measuring, number, random } = this.generation
    const { interruption, journal } = measuring
    await this.inCell(cell, async ({ row, worker }) => {
      const tape = cell.tapes?.get(row) ?? cell.tape
      const { settled } = await loadWarm(worker, { ...cell, tape }, measuring.hangMs)
      if (settled) return
      journal.append({ type: 'unsettled', row: row.id, cell: cell.cell.id, generation: number })
    })
    // Not before: pinning itself moves a process when it next wakes.
    this.movedBefore ??= this.migrations()
    const live = this.in(cell)
    // All may have failed as the cell was opened.
    if (live.length === 0) return
    const orders = balancedOrders(live, random)
    for (let round = 0; round < ROUNDS && !interruption.requested; round++) {
      await this.runRound(cell, orders.next().value)
    }
    if (!interruption.requested) await this.compareAndUnload(cell)
  }

  stop(): void {
    if (this.live.length === 0) return
    this.generation.moved(this.movedBefore, this.migrations())
    for (const { worker } of this.live) worker.stop()
  }

  private async runRound(cell: PlannedCell, order: readonly LiveRow[]): Promise<void> {
    const took: string[] = []
    const ns: Record<string, Record<string, number>> = {}
    let timedNs = 0
    for (const { row, worker } of order) {
      const { hangMs } = this.generation.measuring
      const turn = await this.attempt(row, () =>
        worker.request('turn', { cell: cell.cell.id }, hangMs),
      )
      if (turn === undefined) continue
      took.push(row.id)
      ns[row.id] = turn.ns
      timedNs += turn.operationNs
    }
    if (took.length > 0) this.generation.record(cell, [{ order: took, ns }], timedNs)
  }

  /** Compares every row's table at the peak of a cell with the one that passed the gate, and closes it. */
  private async compareAndUnload(cell: PlannedCell): Promise<void> {
    const { checked, hangMs } = this.generation.measuring
    const { id } = cell.cell
    await this.inCell(cell, async ({ row, worker }) => {
      const expected = checked.get(id)?.get(row.engine.description.id)
      if (expected !== undefined) {
        const { digest, peak } = expected
        await worker.request('verify', { cell: id, peak, digest }, hangMs)
      }
      await worker.request('unload', { cell: id }, hangMs)
    })
  }

  /** Times that the system moved these processes from CPU to CPU; `undefined` where it does not say. */
  private migrations(): number | undefined {
    return migrationsOf(...this.live.map(({ worker }) => worker.pid))
  }

  private in({ rows }: PlannedCell): LiveRow[] {
    return this.live.filter(({ row }) => row.alive && rows.includes(row))
  }

  /** Does something in the process of every row of a cell, one after another. */
  private async inCell(cell: PlannedCell, action: (live: LiveRow) => Promise<void>): Promise<void> {
    for (const live of this.in(cell)) await this.attempt(live.row, () => action(live))
  }

  /** Does something with a row that is alive; a failure is the row's own. */
  private async attempt<T>(row: RunRow, action: () => Promise<T>): Promise<T | undefined> {
    if (!row.alive) return undefined
    try {
      return await action()
    } catch (error) {
      this.generation.fail(row, failureOf(error, 'timing'))
      return undefined
    }
  }
}
