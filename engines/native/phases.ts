/** Phases and what they came to, as functions of the binding take and return them. */
import { OPS, type Outcome, type Phase, type Tape } from '../contract/index.js'

/** Numbers that an outcome is given by. */
export const OUTCOME_WIDTH = 3

export function phaseNumbers({ phases }: Tape): Float64Array {
  return Float64Array.from(
    phases.flatMap(({ evictBytes, from, op, timed, to }) => [
      OPS.indexOf(op),
      timed ? 1 : 0,
      from,
      to,
      evictBytes ?? 0,
    ]),
  )
}

export function timedPhases({ phases }: Tape): Phase[] {
  return phases.filter(({ timed }) => timed)
}

export function outcomesOf({ phases }: Tape, given: Float64Array): Outcome[] {
  return phases.map((_, at) => {
    const [bytes, failures, error] = given.subarray(OUTCOME_WIDTH * at)
    return { bytes, failures, error }
  })
}
