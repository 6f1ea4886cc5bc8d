import type { Failure } from '../../../results/record/index.js'
import { WorkerFailure } from '../worker/handle.js'

/** What a worker's failure means for its row; anything else is a bug of ours and goes on up. */
export function failureOf(error: unknown, stage: Failure['stage']): Failure {
  const { cell, kind, message } = workerFailure(error)
  return { kind, cell, stage: kind === 'counts-varied' ? 'count' : stage, message }
}

/** The id of the row whose fault it is, where its process has several and can tell. */
export function rowAtFault(error: unknown): string | undefined {
  return workerFailure(error).row
}

function workerFailure(error: unknown): WorkerFailure {
  if (!(error instanceof WorkerFailure)) throw error
  return error
}
