/** Gates and counts one engine in a process of its own. */
import { PAGE, phaseBytes } from '../../../engines/contract/index.js'
import type { Request, Spawn } from '../../processes/kind.js'
import { CHECKING, type Checked, type Checking } from '../worker/protocol.js'

/** A cell's tape that an engine is checked on. */
export type CheckRequest = Request<Checking, 'check'>

/** The model goes page by page; this much more patience for each of them. */
const MS_PER_PAGE = 0.05

/**
 * Checks an engine on one tape after another, until it fails or no more is asked for.
 *
 * @param engine id of a built-in engine, or path of a module.
 * @throws WorkerFailure where the engine fails.
 */
export async function* checkEngine(
  engine: string,
  requests: readonly CheckRequest[],
  { hangMs, spawn }: { hangMs: number; spawn: Spawn },
): AsyncGenerator<[request: CheckRequest, found: Checked]> {
  const worker = spawn(CHECKING)
  try {
    await worker.request('open', { engine }, hangMs)
    for (const request of requests) {
      const { tape } = request
      const pages = tape.phases.reduce((sum, phase) => sum + phaseBytes(tape, phase), 0) / PAGE
      yield [request, await worker.request('check', request, hangMs + pages * MS_PER_PAGE)]
    }
  } finally {
    worker.stop()
  }
}
