/**
 * Rows in C: one process holds all rows of a cell, and they take turns in one call. Every round has
 * sessions of its own, since where a session's memory falls decides several per cent while it is open
 * (docs/placement.md): the least of the rounds is the best of so many draws.
 */
import { randomBelow } from '../../../engines/contract/index.js'
import { failureOf, WorkerFailure } from '../../processes/failure.js'
import type { Worker } from '../../processes/kind.js'
import { migrationsOf } from '../machine/index.js'
import type { PlannedCell } from '../plan/cell.js'
import { shuffled } from '../plan/order.js'
import type { RunRow } from '../plan/rows.js'
import type { Turns } from '../worker/protocol.js'
import { type Generation, ROUNDS } from './generation.js'
import { startTurns } from './start-turns.js'

/** Most bytes between what two sessions take from the heap. */
export const MOST_PADDING = 20_000

/** Every so many generations a row's table is compared with the one that passed the gate, and in the first. */
const COMPARED_EVERY = 10

/** Times that a block is lost without a row at fault, until all of its rows fail. */
const MOST_LOST = 3

export class BlocksInC {
  private process: { worker: Worker<Turns>; movedBefore: number | undefined } | undefined

  constructor(
    private readonly generation: Generation,
    /** Those that this process will hold, one after another. */
    private readonly cells: readonly PlannedCell[],
  ) {}

  /**
   * Runs one block. Where the process is lost its rows are run alone, each in a process of its own:
   * those that fail there fail, and the others go on, however many they are.
   */
  async run(cell: PlannedCell): Promise<void> {
    for (let lost = 0; lost < MOST_LOST; ) {
      const rows = cell.rows.filter(isInC)
      if (rows.length === 0) return
      try {
        this.process ??= await this.start(this.cells.flatMap((one) => one.rows.filter(isInC)))
        await this.block(this.process.worker, cell, rows)
        return
      } catch (error) {
        this.stop()
        const failure = failureOf(error, 'timing')
        const row = this.rowAtFault(error)
        if (row) this.generation.fail(row, failure)
        else if (!(await this.findAlone(cell, rows))) lost++
      }
    }
    for (const row of cell.rows.filter(isInC)) {
      const message = `the process that all rows share was lost ${MOST_LOST} times, though each row runs alone`
      this.generation.fail(row, { kind: 'died', cell: cell.cell.id, stage: 'timing', message })
    }
  }

  stop(): void {
    if (this.process === undefined) return
    const { movedBefore, worker } = this.process
    this.generation.moved(movedBefore, migrationsOf(worker.pid))
    worker.stop()
    this.process = undefined
  }

  /** The row that the process named; its start names those of other cells too. */
  private rowAtFault(error: unknown): RunRow | undefined {
    const all = this.cells.flatMap(({ rows }) => rows)
    return all.find(({ alive, id }) => alive && error instanceof WorkerFailure && id === error.row)
  }

  /** Returns whether a row failed alone. */
  private async findAlone(cell: PlannedCell, rows: readonly RunRow[]): Promise<boolean> {
    for (const row of rows) {
      try {
        const alone = await this.start([row])
        try {
          await this.block(alone.worker, cell, [row], false)
        } finally {
          alone.worker.stop()
        }
      } catch (error) {
        this.generation.fail(row, failureOf(error, 'timing'))
      }
    }
    return rows.some(({ alive }) => !alive)
  }

  private async start(rows: readonly RunRow[]) {
    const { linkOrder, measuring } = this.generation
    const worker = await startTurns(rows, { ...measuring, linkOrder })
    return { worker, movedBefore: migrationsOf(worker.pid) }
  }

  private async block(
    worker: Worker<Turns>,
    cell: PlannedCell,
    rows: readonly RunRow[],
    recorded = true,
  ): Promise<void> {
    const { measuring, number, random } = this.generation
    const tapes = [cell.tape, ...(cell.tapes?.values() ?? [])]
    const openings = Array.from({ length: ROUNDS }, (_, at) => {
      const opened = shuffled(rows, random)
      return {
        rows: opened.map((row) => ({
          row: row.id,
          tape: tapes.indexOf(cell.tapes?.get(row) ?? cell.tape),
          padding: randomBelow(random, MOST_PADDING),
          ...(at === 0 && expectedOf(measuring.checked, cell, row, number)),
        })),
        orders: [shuffled([...opened.keys()], random)],
      }
    })
    const { ns, operationNs } = await worker.request(
      'block',
      { cell: cell.cell.id, domain: cell.cell.domain, tapes, openings },
      measuring.hangMs * rows.length,
    )
    if (!recorded) return
    const rounds = openings.map(({ orders: [order], rows: opened }, round) => ({
      order: order.map((at) => opened[at].row),
      ns: Object.fromEntries(
        Object.entries(ns).map(([row, ops]) => [
          row,
          Object.fromEntries(Object.entries(ops).map(([op, times]) => [op, times[round]])),
        ]),
      ),
    }))
    this.generation.record(cell, rounds, operationNs)
  }
}

function isInC({ alive, engine }: RunRow): boolean {
  return alive && engine.description.timesItself
}

function expectedOf(
  checked: Generation['measuring']['checked'],
  { cell, rows }: PlannedCell,
  row: RunRow,
  number: number,
) {
  const found = checked.get(cell.id)?.get(row.engine.description.id)
  const due = number === 0 || (number + rows.indexOf(row)) % COMPARED_EVERY === 0
  return found && due ? { expected: { peak: found.peak, digest: found.digest } } : {}
}
