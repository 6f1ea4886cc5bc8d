/** Series: whole cycles of a tape, run and timed in one call into C. */
import type { Outcome, Phase } from '../contract/index.js'

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
