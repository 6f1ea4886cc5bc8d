import {
  type DomainConfig,
  endOfList,
  MAP,
  type Outcome,
  type Session,
  type Tape,
} from '../../../engines/index.js'
import { mapsOf, OneAtATime, operationsIn, unmapOf } from '../trial/one-at-a-time.js'
import { overriding } from '../trial/overriding.js'
import { bytesOf, type Region } from '../trial/regions.js'
import type { Held } from './break.js'

/** Single operations of a working session. Maps return 0 or a negated errno; unmaps return bytes. */
export class Operations {
  private readonly operations: OneAtATime

  constructor(
    session: Session,
    readonly domain: DomainConfig,
  ) {
    this.operations = new OneAtATime(session)
  }

  map(iova: number, paddr: number, size: number): number {
    return this.mapList([{ iova, paddr, size }])
  }

  mapList(segments: readonly Region[]): number {
    return this.operations.run(mapsOf(segments)).error
  }

  unmap(iova: number, size: number): number {
    return this.operations.run([unmapOf(iova, size)]).bytes
  }
}

/** Operations done otherwise, one at a time. Each returns what the operation returns. */
export interface OperationOverrides {
  map?: (working: Operations, iova: number, paddr: number, size: number) => number
  mapList?: (working: Operations, segments: readonly Region[]) => number
  unmap?: (working: Operations, iova: number, size: number) => number
}

/** A session that runs tapes operation by operation, each by its override where there is one. */
export function sessionOf(
  inner: Session,
  domain: DomainConfig,
  overrides: OperationOverrides,
  held: Held,
): Session {
  const working = new Operations(inner, domain)

  function mapSegments(segments: readonly Region[]): number {
    const [{ iova, paddr, size }] = segments
    if (segments.length === 1 && overrides.map) return overrides.map(working, iova, paddr, size)
    if (segments.length > 1 && overrides.mapList) return overrides.mapList(working, segments)
    return working.mapList(segments)
  }

  function run(tape: Tape, from: number, to: number, into: Outcome): void {
    for (let at = from, end = at; at < to; at = end) {
      held.mapping = tape.op[at] === MAP
      end = endOfList(tape, at, to)
      const segments = operationsIn(tape, at, end)
      const [{ iova, size }] = segments
      if (held.mapping) {
        const error = mapSegments(segments)
        if (error === 0) into.bytes += bytesOf(segments)
        else {
          into.error = error
          into.failures++
        }
      } else {
        const unmapped = overrides.unmap?.(working, iova, size) ?? working.unmap(iova, size)
        into.bytes += unmapped
        if (unmapped < size) into.failures++
      }
      held.release()
    }
  }

  return overriding(inner, { runMaps: run, runUnmaps: run, runMixed: run })
}
