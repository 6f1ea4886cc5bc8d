import { nativeTier } from '../../../engines/native/index.js'
import { TAPE_FLOOR } from '../../../results/analysis/index.js'
import type { MeasuredLimit } from '../../../results/record/index.js'
import { WorkerFailure } from '../../processes/failure.js'
import type { Spawn } from '../../processes/kind.js'
import type { Progress } from '../../terminal/progress.js'
import { pinMainThread } from '../machine/index.js'
import type { PlannedCell } from '../plan/cell.js'
import { TURNS } from '../worker/protocol.js'

/** Far more than it takes anywhere. */
const DEADLINE_MS = 60_000

/**
 * Measures what reading a tape takes, in a fresh process: no engine's operation takes less. Nothing
 * where tier native is absent; a run goes on without it.
 */
export async function measureTapeFloor(
  cells: readonly PlannedCell[],
  { pinTo, progress, spawn }: { pinTo: number | undefined; progress: Progress; spawn: Spawn },
): Promise<MeasuredLimit[]> {
  // What a tape costs counts most where its operations are many and small.
  const [tape] = cells.map((cell) => cell.tape).sort((a, b) => b.op.length - a.op.length)
  if (tape === undefined || 'absent' in nativeTier()) return []
  progress.update("measuring the tape's floor")
  const worker = spawn(TURNS)
  try {
    if (pinTo !== undefined && worker.pid !== undefined) pinMainThread(worker.pid, pinTo)
    const times = await worker.request('floor', { tape }, DEADLINE_MS)
    return [{ tier: 'native', name: TAPE_FLOOR, build: 'timed', ...times }]
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error
    progress.note(`The tape's floor was not measured: ${error.message}`)
    return []
  } finally {
    worker.stop()
  }
}
