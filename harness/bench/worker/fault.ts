import type { Failure } from '../../../results/record/index.js'

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
