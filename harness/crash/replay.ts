/** Runs a saved tape again, as a run would have: gate, counts, and a few cycles without either. */
import { WorkerHandle, type WorkerKind } from '../worker/handle.js'
import type { Checked } from '../worker/protocol.js'
import type { Crash } from './file.js'

/** Milliseconds that the cycles run for, and cycles of the epoch after them. */
const WARM_MS = 200
const CYCLES = 5

/** Told of each step before it begins. */
export type OnStep = (step: 'gate and counts' | 'cycles') => void

export interface Replayed {
  counts: Checked['counts']
}

/**
 * Replays a tape in fresh processes.
 *
 * @throws WorkerFailure where it fails again.
 */
export async function replay(
  { cell, domain, engine, seed, tape }: Omit<Crash, 'failure'>,
  hangMs: number,
  onStep: OnStep,
): Promise<Replayed> {
  onStep('gate and counts')
  const { counts, digest, peak } = await inProcess('checking', async (worker) => {
    await worker.request({ type: 'open', engine }, hangMs)
    return worker.request({ type: 'check', cell, domain, tape, seed }, hangMs)
  })
  onStep('cycles')
  await inProcess('timing', async (worker) => {
    await worker.request({ type: 'open', engine }, hangMs)
    await worker.request({ type: 'load', cell, domain, tape }, hangMs)
    await worker.request({ type: 'warm', cell, forMs: WARM_MS }, hangMs)
    await worker.request({ type: 'epoch', cell, cycles: CYCLES }, hangMs)
    await worker.request({ type: 'verify', cell, peak, digest }, hangMs)
    await worker.request({ type: 'unload', cell }, hangMs)
  })
  return { counts }
}

async function inProcess<T>(
  kind: WorkerKind,
  work: (worker: WorkerHandle) => Promise<T>,
): Promise<T> {
  const worker = new WorkerHandle(kind)
  try {
    return await work(worker)
  } finally {
    worker.stop()
  }
}
