import type { Worker } from '../../processes/kind.js'
import { pinMainThread } from '../machine/index.js'
import type { RunRow } from '../plan/rows.js'
import { TURNS, type Turns } from '../worker/protocol.js'
import type { Measuring } from './measure.js'

export interface StartTurns extends Pick<Measuring, 'hangMs' | 'pinTo' | 'spawn'> {
  /** Of the modules in C; their own where absent. */
  linkOrder: number | undefined
}

/**
 * Starts the process that rows in C take turns in, with the engines of all of them.
 *
 * @throws WorkerFailure where it does not start; it is gone then.
 */
export async function startTurns(
  rows: readonly RunRow[],
  { hangMs, linkOrder, pinTo, spawn }: StartTurns,
): Promise<Worker<Turns>> {
  const worker = spawn(TURNS)
  const engines = [...new Set(rows)].map(({ engine, id }) => {
    return { row: id, engine: engine.reference }
  })
  try {
    const order = linkOrder !== undefined && { linkOrder }
    await worker.request('start', { engines, ...order }, hangMs)
  } catch (error) {
    worker.stop()
    throw error
  }
  // Not before it is up: threads that start later inherit the pin.
  if (pinTo !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, pinTo)
  return worker
}
