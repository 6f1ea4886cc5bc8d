import {
  compileTape,
  MAP,
  type Operation,
  type Outcome,
  operationAt,
  type Session,
  type Tape,
  UNMAP,
} from '../../../engines/contract/index.js'
import type { Region } from './regions.js'

/** What maps regions, one behind the other in iova, as one scatter list. */
export function mapsOf(regions: readonly Region[]): Operation[] {
  return regions.map((region, nth) => ({ op: MAP, ...region, continues: nth > 0 }))
}

export function unmapOf(iova: number, size: number): Operation {
  return { op: UNMAP, iova, paddr: 0, size }
}

/** Operations `from` to `to` of a tape. */
export function operationsIn(tape: Tape, from: number, to: number): Operation[] {
  return Array.from({ length: to - from }, (_, nth) => operationAt(tape, from + nth))
}

/**
 * Runs one operation or one scatter list after the other, each as a tape of its own. A tape of one is
 * written anew, not made anew: the session is done with each before it is handed the next.
 */
export class OneAtATime {
  private readonly one = compileTape([
    { op: 'mixed', timed: true, operations: [{ op: MAP, iova: 0, paddr: 0, size: 0 }] },
  ])

  constructor(private readonly session: Session) {}

  run(operations: readonly Operation[]): Outcome {
    const tape = this.tapeOf(operations)
    const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
    if (operations[0].op === MAP) this.session.runMaps(tape, 0, operations.length, outcome)
    else this.session.runUnmaps(tape, 0, operations.length, outcome)
    return outcome
  }

  private tapeOf(operations: readonly Operation[]): Tape {
    const { one } = this
    const [{ iova, op, paddr, size }] = operations
    if (operations.length > 1) return compileTape([{ op: 'mixed', timed: true, operations }])
    one.op[0] = op
    one.iova[0] = iova
    one.paddr[0] = paddr
    one.size[0] = size
    return one
  }
}
