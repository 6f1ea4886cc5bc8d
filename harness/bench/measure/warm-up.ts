import type { Answer, Worker } from '../../processes/kind.js'
import type { PlannedCell } from '../plan/cell.js'
import type { Timing } from '../worker/protocol.js'

/**
 * Passes over all cells that a fresh process makes before the first that counts, where V8 compiles
 * what is timed. What a later cell shows it can undo what it compiled for an earlier one: the first
 * two passes were seen to be up to ten times slower, and no later one was.
 */
const PASSES = 2

/** Milliseconds of a pass, shared among its cells, and the least that each gets. */
const PASS_MS = 60
const CELL_MS = 3

/**
 * Runs every tape until its code is compiled. A process holds one cell at a time: a suite's tables
 * together would not fit the caches, nor a small machine's memory.
 *
 * @throws WorkerFailure where the engine fails.
 */
export async function compilePasses(
  worker: Worker<Timing>,
  cells: readonly PlannedCell[],
  hangMs: number,
): Promise<void> {
  const forMs = Math.max(CELL_MS, PASS_MS / cells.length)
  for (let pass = 0; pass < PASSES; pass++) {
    for (const cell of cells) {
      await loadWarm(worker, cell, hangMs, forMs)
      await worker.request('unload', { cell: cell.cell.id }, hangMs)
    }
  }
}

/** Opens a cell in a timing process and runs it until its times stand still. */
export async function loadWarm(
  worker: Worker<Timing>,
  { cell: { domain, id }, tape }: Pick<PlannedCell, 'cell' | 'tape'>,
  hangMs: number,
  forMs = CELL_MS,
): Promise<Answer<Timing, 'warm'>> {
  await worker.request('load', { cell: id, domain, tape }, hangMs)
  return worker.request('warm', { cell: id, forMs }, hangMs)
}
