import { PAGE, phaseBytes } from '../../engines/contract/index.js'
import { WorkerHandle } from '../worker/handle.js'
import type { Checked } from '../worker/protocol.js'
import { failureOf } from './blame.js'
import type { Interruption } from './interruption.js'
import type { PlannedCell } from './planned.js'
import { pool } from './pool.js'
import type { Progress } from './progress.js'
import type { RunRow, SelectedEngine } from './rows.js'

/** What the gate and the counts came to: by cell id, then by engine id. */
export type CheckedCells = Map<string, Map<string, Checked>>

/** The model goes page by page; this much more patience for each of them. */
const MS_PER_PAGE = 0.05

/**
 * Gates and counts every engine on every tape, an engine a process, several at a time:
 * nothing is timed yet. All rows of an engine that fails fail with it.
 */
export async function checkEngines(
  rows: readonly RunRow[],
  cells: readonly PlannedCell[],
  seed: number,
  hangMs: number,
  progress: Progress,
  interruption: Interruption,
): Promise<CheckedCells> {
  const checked: CheckedCells = new Map(cells.map(({ cell }) => [cell.id, new Map()]))
  const engines = [...new Set(rows.filter(({ alive }) => alive).map(({ engine }) => engine))]
  await pool(engines, async (engine) => {
    if (interruption.requested) return
    progress.update(`checking ${engine.description.id}`)
    const own = cells.filter(
      ({ counted, rows }) => counted.includes(engine) || rows.some((row) => row.engine === engine),
    )
    await checkEngine(engine, rows, own, seed, hangMs, checked)
  })
  return checked
}

async function checkEngine(
  engine: SelectedEngine,
  rows: readonly RunRow[],
  cells: readonly PlannedCell[],
  seed: number,
  hangMs: number,
  checked: CheckedCells,
): Promise<void> {
  const worker = new WorkerHandle('checking')
  try {
    await worker.request({ type: 'open', engine: engine.reference }, hangMs)
    for (const { cell, tape } of cells) {
      const pages = tape.phases.reduce((sum, phase) => sum + phaseBytes(tape, phase), 0) / PAGE
      const answer = await worker.request(
        { type: 'check', cell: cell.id, domain: cell.domain, tape, seed },
        hangMs + pages * MS_PER_PAGE,
      )
      checked.get(cell.id)?.set(engine.description.id, answer)
    }
  } catch (error) {
    const failure = failureOf(error, 'gate')
    for (const row of rows) if (row.engine === engine) row.failure = failure
  } finally {
    worker.stop()
  }
}
