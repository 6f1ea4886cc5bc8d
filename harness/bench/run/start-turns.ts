import { pinMainThread } from '../machine/index.js'
import { WorkerHandle } from '../worker/handle.js'
import type { RunRow } from './rows.js'

/** The part of a worker that turns need. */
export type TurnsWorker = Pick<WorkerHandle, 'pid' | 'request' | 'stop'>

export interface StartTurns {
  /** Of the modules in C; their own where absent. */
  linkOrder: number | undefined
  pinTo: number | undefined
  hangMs: number
}

/**
 * Starts the process that rows in C take turns in, with the engines of all of them.
 *
 * @throws WorkerFailure where it does not start; it is gone then.
 */
export async function startTurns(
  rows: readonly RunRow[],
  { hangMs, linkOrder, pinTo }: StartTurns,
  fork: () => TurnsWorker = () => new WorkerHandle('turns'),
): Promise<TurnsWorker> {
  const worker = fork()
  const engines = [...new Set(rows)].map(({ engine, id }) => ({
    row: id,
    engine: engine.reference,
  }))
  try {
    const order = linkOrder !== undefined && { linkOrder }
    await worker.request({ type: 'start', engines, ...order }, hangMs)
  } catch (error) {
    worker.stop()
    throw error
  }
  // Not before it is up: threads that start later inherit the pin.
  if (pinTo !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, pinTo)
  return worker
}
