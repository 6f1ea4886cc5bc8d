import type { MeasuredLimit } from '../../../results/record/index.js'
import type { Progress } from '../../terminal/progress.js'
import { LimitsFailure, measureMachine, planLimits } from '../limits/index.js'
import type { PlannedCell } from './planned.js'

/** Measures the machine's limits at the sizes of a run's cells; a run goes on without them. */
export async function measureLimits(
  cells: readonly PlannedCell[],
  pinTo: number | undefined,
  progress: Progress,
): Promise<MeasuredLimit[]> {
  const plan = planLimits(cells)
  if (plan === undefined) return []
  progress.update('measuring what the machine itself can do')
  try {
    return await measureMachine(plan, pinTo)
  } catch (error) {
    if (!(error instanceof LimitsFailure)) throw error
    progress.note(`The machine's limits were not measured: ${error.message}`)
    return []
  }
}
