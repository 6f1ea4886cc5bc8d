import type { WorkerHandle } from '../worker/handle.js'
import type { Answer } from '../worker/protocol.js'
import type { PlannedCell } from './planned.js'

/**
 * Passes over all cells that a fresh process makes before the first that counts, where V8 compiles
 * what is timed. What a later cell shows it can undo what it compiled for an earlier one: the first
 * two passes were seen to be up to ten times slower, and no later one was.
 */
const PASSES = 2

/** Milliseconds of a pass, shared among its cells, and the least that each gets. */
const PASS_MS = 60
const CELL_MS = 3

/** A tape to run, and what of a cell it is. */
export type WarmUp = Pick<PlannedCell, 'cell' | 'tape'>

/**
 * Runs every tape until its code is compiled. A process holds one cell at a time: a suite's tables
 * together would not fit the caches, nor a small machine's memory.
 *
 * @throws WorkerFailure where the engine fails.
 */
export async function compilePasses(
  worker: WorkerHandle,
  cells: readonly WarmUp[],
  hangMs: number,
): Promise<void> {
  const forMs = Math.max(CELL_MS, PASS_MS / cells.length)
  for (let pass = 0; pass < PASSES; pass++) {
    for (const cell of cells) {
      await loadWarm(worker, cell, hangMs, forMs)
      await unload(worker, cell, hangMs)
    }
  }
}

/** Opens a cell in a timing process and runs it until its times stand still. */
export async function loadWarm(
  worker: WorkerHandle,
  { cell: { domain, id }, tape }: WarmUp,
  hangMs: number,
  forMs = CELL_MS,
): Promise<Answer<'warm'>> {
  await worker.request({ type: 'load', cell: id, domain, tape }, hangMs)
  return worker.request({ type: 'warm', cell: id, forMs }, hangMs)
}

export async function unload(
  worker: WorkerHandle,
  { cell }: WarmUp,
  hangMs: number,
): Promise<void> {
  await worker.request({ type: 'unload', cell: cell.id }, hangMs)
}
