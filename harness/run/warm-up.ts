import type { WorkerHandle } from '../worker/handle.js'
import type { Answer } from '../worker/protocol.js'
import type { PlannedCell } from './planned.js'

/**
 * Milliseconds that a fresh process runs each cell, in two passes: what a later cell shows V8 can
 * undo what it compiled for an earlier one. A first cell was measured to need some 40 ms.
 */
const FIRST_PASS_MS = 25
const SECOND_PASS_MS = 15

/** One cell's times in the second pass. */
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
  const warmed: WarmedCell[] = []
  for (const { cell, tape } of cells) {
    const { domain, id } = cell
    await worker.request({ type: 'load', cell: id, domain, tape }, hangMs)
    await worker.request({ type: 'warm', cell: id, forMs: FIRST_PASS_MS }, hangMs)
  }
  for (const { cell } of cells) {
    const request = { type: 'warm', cell: cell.id, forMs: SECOND_PASS_MS } as const
    warmed.push({ cell: cell.id, times: await worker.request(request, hangMs) })
  }
  return warmed
}
