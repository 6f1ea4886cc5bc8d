/** Series: whole cycles of a tape, run and timed in one call into C. */
import type { Outcome, Phase, Tape } from '../contract/index.js'
import { type Binding, columnsOf, type Handle } from './binding.js'
import { OUTCOME_WIDTH, outcomesOf, phaseNumbers, timedPhases } from './phases.js'

export interface SeriesOptions {
  /** Cycles that are timed. */
  cycles: number
  /** Cycles before them that are run and thrown away: the first finds another process's caches. */
  discarded: number
}

export interface Series {
  /** The phases that are timed, in the tape's order. */
  timed: Phase[]
  /**
   * Nanoseconds of the monotonic clock, and of the processor on this thread: for each cycle, one
   * number for each of `timed`.
   */
  ns: Float64Array
  cpuNs: Float64Array
  /** For each phase of the tape: what it came to over all cycles, discarded ones included. */
  outcomes: Outcome[]
}

/** Runs a series. Between the two readings of a clock stand the phase's operations alone. */
export function timeSeries(
  binding: Binding,
  handle: Handle,
  tape: Tape,
  { cycles, discarded }: SeriesOptions,
): Series {
  const timed = timedPhases(tape)
  const ns = new Float64Array(timed.length * cycles)
  const cpuNs = new Float64Array(timed.length * cycles)
  const ended = new Float64Array(tape.phases.length * OUTCOME_WIDTH)
  binding.time(handle, discarded, cycles, ...columnsOf(tape), phaseNumbers(tape), ns, cpuNs, ended)
  return { timed, ns, cpuNs, outcomes: outcomesOf(tape, ended) }
}
