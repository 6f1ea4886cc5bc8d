/** How a request fails, on either side. */
import type { Failure } from '../../results/record/index.js'

/** What an engine can be at fault for without its process ending. */
export const FAULTS = [
  'threw',
  'wrong',
  'counts-varied',
] as const satisfies readonly Failure['kind'][]

/** An engine did something that it must not do; a worker reports it as this and not as a crash. */
export class EngineFault extends Error {
  constructor(
    readonly kind: (typeof FAULTS)[number],
    message: string,
    /** The row whose fault it is, in a process that has several. */
    readonly row?: string,
  ) {
    super(message)
  }
}

/** What became of a request that was not answered as it should have been. */
export class WorkerFailure extends Error {
  /** The cell that the request named; `start` where it named none. */
  cell = 'start'

  constructor(
    readonly kind: Failure['kind'],
    message: string,
    /** The row whose fault it is, where the process has several and knows. */
    readonly row?: string,
  ) {
    super(message)
  }

  /** Names the cell that a request was about. */
  takeCellOf(request: unknown): void {
    if (typeof request !== 'object' || request === null || !('cell' in request)) return
    this.cell = String(request.cell)
  }
}

/** What a worker's failure means for its row; anything else is a bug of ours and goes on up. */
export function failureOf(error: unknown, stage: Failure['stage']): Failure {
  if (!(error instanceof WorkerFailure)) throw error
  const { cell, kind, message } = error
  return { kind, cell, stage: kind === 'counts-varied' ? 'count' : stage, message }
}
