/** Series: whole cycles of a tape, run and timed in one call into C. */
import type { Outcome, Phase, PhaseOp, Tape } from '../contract/index.js'
import { type Binding, columnsOf, type Handle } from './binding.js'

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

const OPS: Record<PhaseOp, number> = { map: 0, unmap: 1, mixed: 2 }
const OUTCOME_WIDTH = 3

/** Runs a series. Between the two readings of a clock stand the phase's operations alone. */
export function timeSeries(
  binding: Binding,
  handle: Handle,
  tape: Tape,
  { cycles, discarded }: SeriesOptions,
): Series {
  const timed = tape.phases.filter((phase) => phase.timed)
  const phases = Float64Array.from(
    tape.phases.flatMap(({ op, timed, from, to, evictBytes }) => [
      OPS[op],
      timed ? 1 : 0,
      from,
      to,
      evictBytes ?? 0,
    ]),
  )
  const ns = new Float64Array(timed.length * cycles)
  const cpuNs = new Float64Array(timed.length * cycles)
  const ended = new Float64Array(tape.phases.length * OUTCOME_WIDTH)
  binding.time(handle, discarded, cycles, ...columnsOf(tape), phases, ns, cpuNs, ended)
  const outcomes = tape.phases.map((_, at) => {
    const [bytes, failures, error] = ended.subarray(OUTCOME_WIDTH * at)
    return { bytes, failures, error }
  })
  return { timed, ns, cpuNs, outcomes }
}
