import type { WorkerHandle } from '../worker/handle.js'
import type { Answer } from '../worker/protocol.js'
import type { PlannedCell } from './planned.js'

/**
 * Milliseconds that a fresh process runs each cell, pass by pass. What a later cell shows V8 can
 * undo what it compiled for an earlier one: the first two passes were seen to be up to ten times
 * slower, and no later one was.
 */
const PASSES_MS = [10, 10, 10]

/** One cell's times in the last pass. */
export interface WarmedCell {
  cell: string
  times: Answer<'warm'>
}

/**
 * Loads every tape into a timing process and runs it until it is compiled.
 *
 * @throws WorkerFailure where the engine fails.
 */
export async function warmUp(
  worker: WorkerHandle,
  cells: readonly PlannedCell[],
  hangMs: number,
): Promise<WarmedCell[]> {
  for (const { cell, tape } of cells) {
    const { domain, id } = cell
    await worker.request({ type: 'load', cell: id, domain, tape }, hangMs)
  }
  let warmed: WarmedCell[] = []
  for (const forMs of PASSES_MS) {
    warmed = []
    for (const { cell } of cells) {
      const request = { type: 'warm', cell: cell.id, forMs } as const
      warmed.push({ cell: cell.id, times: await worker.request(request, hangMs) })
    }
  }
  return warmed
}
