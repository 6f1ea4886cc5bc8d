/** Runs a saved tape again, as a run would have: gate, counts, and a few cycles without either. */
import { spawn as spawnProcess } from '../../processes/handle.js'
import type { Messages, Spawn, Worker, WorkerKind } from '../../processes/kind.js'
import { CHECKING, type Checked, TIMING, TURNS } from '../worker/protocol.js'
import type { Crash } from './file.js'

/** Milliseconds that the cycles of an engine in Node run for, and rounds of one in C. */
const WARM_MS = 200
const ROUNDS = 50

/**
 * Replays a tape in fresh processes.
 *
 * @param onStep is told of each step before it begins.
 * @param spawn starts them, or what stands in for them.
 * @throws WorkerFailure where it fails again.
 */
export async function replay(
  { cell, domain, engine, seed, tape }: Omit<Crash, 'failure'>,
  hangMs: number,
  onStep: (step: 'gate and counts' | 'cycles') => void,
  spawn: Spawn = spawnProcess,
): Promise<Pick<Checked, 'counts'>> {
  onStep('gate and counts')
  const { counts, digest, inC, peak } = await inWorker(spawn, CHECKING, async (worker) => {
    const { timesItself } = await worker.request('open', { engine }, hangMs)
    const checked = await worker.request('check', { cell, domain, tape, seed }, hangMs)
    return { ...checked, inC: timesItself }
  })
  onStep('cycles')
  if (inC) {
    await inWorker(spawn, TURNS, async (worker) => {
      await worker.request('start', { engines: [{ row: engine, engine }] }, hangMs)
      const row = { row: engine, tape: 0, padding: 0, expected: { peak, digest } }
      const openings = [{ rows: [row], orders: Array.from({ length: ROUNDS }, () => [0]) }]
      await worker.request('block', { cell, domain, tapes: [tape], openings }, hangMs)
    })
  } else {
    await inWorker(spawn, TIMING, async (worker) => {
      await worker.request('open', { engine }, hangMs)
      await worker.request('load', { cell, domain, tape }, hangMs)
      await worker.request('warm', { cell, forMs: WARM_MS }, hangMs)
      await worker.request('turn', { cell }, hangMs)
      await worker.request('verify', { cell, peak, digest }, hangMs)
      await worker.request('unload', { cell }, hangMs)
    })
  }
  return { counts }
}

async function inWorker<M extends Messages, T>(
  spawn: Spawn,
  kind: WorkerKind<M>,
  work: (worker: Worker<M>) => Promise<T>,
): Promise<T> {
  const worker = spawn(kind)
  try {
    return await work(worker)
  } finally {
    worker.stop()
  }
}
