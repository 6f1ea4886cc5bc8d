import type { Failure } from '../../results/index.js'
import { WorkerFailure } from '../worker/handle.js'

/** What a worker's failure means for its row; anything else is a bug of ours and goes on up. */
export function failureOf(error: unknown, cell: string, stage: Failure['stage']): Failure {
  if (!(error instanceof WorkerFailure)) throw error
  const told = error.kind === 'counts-varied' ? 'count' : stage
  return { kind: error.kind, cell, stage: told, message: error.message }
}
