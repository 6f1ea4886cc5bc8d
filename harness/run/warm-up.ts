import type { WorkerHandle } from '../worker/handle.js'
import type { Answer } from '../worker/protocol.js'
import type { PlannedCell } from './planned.js'

/**
 * Passes over all cells that a fresh process makes. What a later cell shows V8 can undo what it
 * compiled for an earlier one: the first two passes were seen to be up to ten times slower, and no
 * later one was.
 */
const PASSES = 3

/** Milliseconds of a pass, shared among its cells, and the least that each gets. */
const PASS_MS = 60
const CELL_MS = 3

/** One cell's times in the last pass. */
export interface WarmedCell {
  cell: string
  times: Answer<'warm'>
}

/** A tape to run, and what of a cell it is. */
export type WarmUp = Pick<PlannedCell, 'cell' | 'tape'>

/**
 * Runs every tape until its code is compiled. A process holds one cell at a time: a suite's tables
 * together would not fit the caches, nor a small machine's memory.
 *
 * @throws WorkerFailure where the engine fails.
 */
export async function warmUp(
  worker: WorkerHandle,
  cells: readonly WarmUp[],
  hangMs: number,
): Promise<WarmedCell[]> {
  const forMs = Math.max(CELL_MS, PASS_MS / cells.length)
  let warmed: WarmedCell[] = []
  for (let pass = 0; pass < PASSES; pass++) {
    warmed = []
    for (const { cell, tape } of cells) {
      await load(worker, { cell, tape }, hangMs)
      const request = { type: 'warm', cell: cell.id, forMs } as const
      warmed.push({ cell: cell.id, times: await worker.request(request, hangMs) })
      await worker.request({ type: 'unload', cell: cell.id }, hangMs)
    }
  }
  return warmed
}

/** Opens a cell in a timing process. */
export async function load(
  worker: WorkerHandle,
  { cell: { domain, id }, tape }: WarmUp,
  hangMs: number,
): Promise<void> {
  await worker.request({ type: 'load', cell: id, domain, tape }, hangMs)
}
