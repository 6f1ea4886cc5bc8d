import {
  type Counts,
  compileTape,
  type Engine,
  formatAddress,
  formatSize,
  type Outcome,
  UNMAP,
} from '../../engines/index.js'
import type { Buffer } from './buffer.js'
import type { Event } from './event.js'
import { EventProbe } from './event-probe.js'
import { mapsOf } from './maps-of.js'
import { countsOf } from './replay.js'

/** One operation on a buffer, and all that an engine did for it. */
export interface Explained {
  engine: Engine
  op: 'map' | 'unmap'
  /** Bytes mapped or unmapped. */
  bytes: number
  /** A negated errno; 0 where there was none. */
  error: number
  events: Event[]
  counts: Counts
  /** Where they were asked for. */
  instructions?: number
}

/**
 * Maps a buffer on a domain of its own and unmaps it again.
 *
 * @throws InputError where that takes more events than can be told.
 */
export function explain(engine: Engine, buffer: Buffer): { map: Explained; unmap: Explained } {
  const { iova, size } = buffer
  const probe = new EventProbe(`${formatSize(size)}@${formatAddress(iova)} with ${engine.id}`)
  const maps = mapsOf(buffer)
  const tape = compileTape([
    { op: 'map', timed: true, operations: maps },
    { op: 'unmap', timed: true, operations: [{ op: UNMAP, iova, paddr: 0, size }] },
  ])
  const session = engine.open(buffer.domain, probe)
  probe.take()
  try {
    const map = explained('map', (into) => session.runMaps(tape, 0, maps.length, into))
    const unmap = explained('unmap', (into) =>
      session.runUnmaps(tape, maps.length, maps.length + 1, into),
    )
    return { map, unmap }
  } finally {
    session.close()
  }

  function explained(op: Explained['op'], run: (into: Outcome) => void): Explained {
    const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
    run(outcome)
    const events = probe.take()
    const { bytes, error } = outcome
    return { engine, op, bytes, error, events, counts: countsOf(events, engine.format) }
  }
}
