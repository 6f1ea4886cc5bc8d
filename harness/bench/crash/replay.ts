/** Runs a saved tape again, as a run would have: gate, counts, and a few cycles without either. */
import { WorkerHandle, type WorkerKind } from '../worker/handle.js'
import type { Checked } from '../worker/protocol.js'
import type { Crash } from './file.js'

/** Milliseconds that the cycles of an engine in Node run for, and rounds of one in C. */
const WARM_MS = 200
const ROUNDS = 50

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
  const { counts, digest, inC, peak } = await inProcess('checking', async (worker) => {
    const { timesItself } = await worker.request({ type: 'open', engine }, hangMs)
    const checked = await worker.request({ type: 'check', cell, domain, tape, seed }, hangMs)
    return { ...checked, inC: timesItself }
  })
  onStep('cycles')
  if (inC) {
    await inProcess('turns', async (worker) => {
      await worker.request({ type: 'start', engines: [{ row: engine, engine }] }, hangMs)
      const row = { row: engine, tape: 0, padding: 0, expected: { peak, digest } }
      const openings = [{ rows: [row], orders: Array.from({ length: ROUNDS }, () => [0]) }]
      await worker.request({ type: 'block', cell, domain, tapes: [tape], openings }, hangMs)
    })
    return { counts }
  }
  await inProcess('timing', async (worker) => {
    await worker.request({ type: 'open', engine }, hangMs)
    await worker.request({ type: 'load', cell, domain, tape }, hangMs)
    await worker.request({ type: 'warm', cell, forMs: WARM_MS }, hangMs)
    await worker.request({ type: 'turn', cell }, hangMs)
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
