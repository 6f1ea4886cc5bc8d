import { InputError } from '../../engines/index.js'
import { WorkerFailure } from '../processes/failure.js'
import { spawn as spawnProcess } from '../processes/handle.js'
import type { Spawn } from '../processes/kind.js'
import type { Buffer } from './buffer.js'
import type { Chosen } from './choose-engines.js'
import { type Explained, explain } from './explain.js'
import { EXPLAINING } from './protocol.js'

/**
 * Explains an engine: a module of the user's own and a kernel's code in a process of its own, so that
 * what takes that down or hangs it is one message. It costs a start: what is this project's is explained here.
 *
 * @throws InputError where the engine cannot be explained.
 */
export async function explainChosen(
  { engine, own, reference }: Chosen,
  buffer: Buffer,
  hangMs: number,
  spawn: Spawn = spawnProcess,
): Promise<Record<Explained['op'], Explained>> {
  if (own !== undefined) return explain(own, buffer)
  const worker = spawn(EXPLAINING)
  try {
    const answer = await worker.request('explain', { engine: reference, buffer }, hangMs)
    if ('refused' in answer) throw new InputError(answer.refused)
    const { map, unmap } = answer
    return { map: { engine, op: 'map', ...map }, unmap: { engine, op: 'unmap', ...unmap } }
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error
    const way =
      error.kind === 'hung'
        ? '--hang-timeout gives it longer'
        : `npm run verify -- --engine ${reference} shows in which cases`
    throw new InputError(`${engine.id} ${error.kind}: ${error.message}; ${way}`)
  } finally {
    worker.stop()
  }
}
