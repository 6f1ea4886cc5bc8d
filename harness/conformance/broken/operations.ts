import {
  MAP,
  type Operation,
  type Outcome,
  type Session,
  type Tape,
  UNMAP,
} from '../../../engines/index.js'
import { OneAtATime } from '../trial/one-at-a-time.js'
import type { Region } from '../trial/regions.js'
import type { Held } from './break.js'

/** Single operations of a working session. Maps return 0 or a negated errno; unmaps return bytes. */
export class Operations {
  private readonly tapes = new OneAtATime()

  constructor(readonly session: Session) {}

  map(iova: number, paddr: number, size: number): number {
    return this.mapList([{ iova, paddr, size }])
  }

  mapList(segments: readonly Region[]): number {
    const operations = segments.map(
      (segment, nth) => ({ op: MAP, ...segment, continues: nth > 0 }) as const,
    )
    return this.run(operations).error
  }

  unmap(iova: number, size: number): number {
    return this.run([{ op: UNMAP, iova, paddr: 0, size }]).bytes
  }

  private run(operations: readonly Operation[]): Outcome {
    const tape = this.tapes.tapeOf(operations)
    const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
    this.session.runMixed(tape, 0, operations.length, outcome)
    return outcome
  }
}

/** Operations done otherwise. Each returns what the operation returns. */
export interface OperationOverrides {
  map?: (working: Operations, iova: number, paddr: number, size: number) => number
  mapList?: (working: Operations, segments: readonly Region[]) => number
  unmap?: (working: Operations, iova: number, size: number) => number
}

/** A session that runs tapes operation by operation, each by its override where there is one. */
export function sessionOf(inner: Session, overrides: OperationOverrides, held: Held): Session {
  const working = new Operations(inner)

  function mapSegments(segments: readonly Region[]): number {
    const [{ iova, paddr, size }] = segments
    if (segments.length === 1 && overrides.map) return overrides.map(working, iova, paddr, size)
    if (segments.length > 1 && overrides.mapList) return overrides.mapList(working, segments)
    return working.mapList(segments)
  }

  function run(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from; at < to; ) {
      held.mapping = tape.op[at] === MAP
      let end = at + 1
      while (held.mapping && end < to && tape.continues[end] === 1) end++
      const segments = regionsOf(tape, at, end)
      const bytes = segments.reduce((sum, { size }) => sum + size, 0)
      if (held.mapping) {
        const error = mapSegments(segments)
        if (error === 0) into.bytes += bytes
        else into.error = error
        if (error !== 0) into.failures++
      } else {
        const { iova, size } = segments[0]
        const unmapped = overrides.unmap?.(working, iova, size) ?? working.unmap(iova, size)
        into.bytes += unmapped
        if (unmapped < size) into.failures++
      }
      held.release()
      at = end
    }
  }

  return {
    runMaps: run,
    runUnmaps: run,
    runMixed: run,
    translate: (iova) => inner.translate(iova),
    leaves: (visit) => inner.leaves(visit),
    leakedTables: () => inner.leakedTables(),
    close: () => inner.close(),
  }
}

function regionsOf(tape: Tape, from: number, to: number): Region[] {
  return Array.from({ length: to - from }, (_, nth) => ({
    iova: tape.iova[from + nth],
    paddr: tape.paddr[from + nth],
    size: tape.size[from + nth],
  }))
}
