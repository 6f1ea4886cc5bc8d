import { MIB } from '../../engines/contract/index.js'
import type { Cell } from '../../workloads/index.js'

/** Clock steps that the shortest timed phase must last: one step is then 0.1 % of it. */
const CLOCK_STEPS = 1000

/**
 * How long a phase must last in the mean over rows and directions. What tinybench and the order
 * around it need for each phase was measured at 5 to 20 us, so this keeps it below a twentieth.
 */
const MEAN_PHASE_NS = 500_000

/** The same for engines that time themselves: there is nothing around a phase but its clocks. */
const MEAN_SELF_TIMED_NS = 100_000

/** Bytes of buffers on a tape that is only used to find out how long an operation takes. */
const TRIAL_BYTES = 64 * MIB
const MOST_TRIAL_SLOTS = 256

/** Buffers on the trial tape of a cell. */
export function trialSlots({ bufferBytes, maxSlots }: Cell): number {
  if (bufferBytes === undefined || maxSlots === 1) return 1
  const slots = Math.floor(TRIAL_BYTES / bufferBytes)
  return Math.max(1, Math.min(slots, MOST_TRIAL_SLOTS, maxSlots))
}

/** What the trial told of a cell's phases, in nanoseconds, on a tape of `slots` buffers. */
export interface PhaseTimes {
  slots: number
  shortestNs: number
  meanNs: number
}

/**
 * Buffers on the tape that is measured, the same for all rows: no more than it takes, so that the
 * tables stay in the caches. A power of two, so that runs on one machine come to the same tape.
 *
 * @param selfTimed whether all rows time themselves.
 */
export function slotsFor(
  { maxSlots }: Cell,
  trial: PhaseTimes,
  stepNs: number,
  selfTimed: boolean,
): number {
  if (maxSlots === 1) return 1
  const forClock = (CLOCK_STEPS * stepNs) / trial.shortestNs
  const forHarness = (selfTimed ? MEAN_SELF_TIMED_NS : MEAN_PHASE_NS) / trial.meanNs
  const wanted = trial.slots * Math.max(forClock, forHarness)
  return Math.min(2 ** Math.ceil(Math.log2(Math.max(1, wanted))), maxSlots)
}
