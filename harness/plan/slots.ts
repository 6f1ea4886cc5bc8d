import { MIB } from '../../engines/contract/index.js'
import type { Cell } from '../../workloads/index.js'

/** Clock steps that the shortest timed phase must last: one step is then 0.1 % of it. */
const CLOCK_STEPS = 1000

/** Bytes of buffers on a tape that is only used to find out how long an operation takes. */
const TRIAL_BYTES = 64 * MIB
const MOST_TRIAL_SLOTS = 256

/** Buffers on the trial tape of a cell. */
export function trialSlots({ bufferBytes, maxSlots }: Cell): number {
  if (bufferBytes === undefined) return 1
  const slots = Math.floor(TRIAL_BYTES / bufferBytes)
  return Math.max(1, Math.min(slots, MOST_TRIAL_SLOTS, maxSlots))
}

/**
 * Buffers on the tape that is measured, the same for all rows: enough that the fastest row's
 * shortest phase lasts `CLOCK_STEPS` steps of the clock. A power of two, so that runs on one
 * machine come to the same tape.
 *
 * @param shortestNs time of the shortest phase on the tape of `trial` buffers.
 */
export function slotsFor(
  { bufferBytes, maxSlots }: Cell,
  trial: number,
  shortestNs: number,
  clockStepNs: number,
): number {
  if (bufferBytes === undefined) return 1
  const wanted = (trial * CLOCK_STEPS * clockStepNs) / shortestNs
  const slots = 2 ** Math.ceil(Math.log2(Math.max(1, wanted)))
  return Math.max(1, Math.min(slots, maxSlots))
}
