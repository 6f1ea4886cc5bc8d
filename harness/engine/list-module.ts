import { InputError, useFormat } from '../../engines/index.js'
import { WorkerFailure } from '../processes/failure.js'
import { spawn as spawnProcess } from '../processes/handle.js'
import type { Answer, Spawn } from '../processes/kind.js'
import { ownEngine } from './module.js'
import { LISTING, type Listing } from './protocol.js'
import { splitReference } from './reference.js'

/** An engine of a module, as this process knows it. */
export type ListedEngine = Answer<Listing, 'list'>['engines'][number]

/**
 * What `--engine ./mine.ts` means: the engines of a module, and of `./mine.ts#SHAPE` that one alone. A
 * process of its own looks, since a module may throw, hang or die; a format that it brings is known here
 * from then on.
 *
 * @throws InputError naming the module and what is wrong with it.
 */
export async function listModule(
  reference: string,
  hangMs: number,
  spawn: Spawn = spawnProcess,
): Promise<{ named: readonly ListedEngine[]; all: readonly ListedEngine[] }> {
  const worker = spawn(LISTING)
  const { path, shape } = splitReference(reference)
  try {
    const { engines, format } = await worker.request('list', { path }, hangMs)
    if (format !== undefined) useFormat(format)
    return { all: engines, named: shape === undefined ? engines : [ownEngine(reference, engines)] }
  } catch (error) {
    if (!(error instanceof WorkerFailure || error instanceof InputError)) throw error
    throw new InputError(`engine ${path} cannot be loaded: ${error.message.split('\n')[0]}`)
  } finally {
    worker.stop()
  }
}
