import type { Failure } from '../../results/index.js'
import { WorkerFailure } from '../worker/handle.js'

/** What a worker's failure means for its row; anything else is a bug of ours and goes on up. */
export function failureOf(error: unknown, stage: Failure['stage']): Failure {
  if (!(error instanceof WorkerFailure)) throw error
  const { cell, kind, message } = error
  return { kind, cell, stage: kind === 'counts-varied' ? 'count' : stage, message }
}
