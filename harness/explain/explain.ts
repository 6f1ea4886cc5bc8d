import {
  CountingProbe,
  type Counts,
  type DomainConfig,
  type Engine,
  formatAddress,
  formatSize,
  InputError,
  isCounted,
  type Outcome,
  type Probe,
  type Session,
} from '../../engines/index.js'
import { placeOf } from '../processes/place.js'
import type { Buffer } from './buffer.js'
import type { Event } from './event.js'
import { eventProbe } from './event-probe.js'
import { runsFirst } from './runs-first.js'
import { tapeOf } from './tape-of.js'

/** One operation on a buffer, and all that an engine did for it. */
export interface Explained {
  engine: Pick<Engine, 'id' | 'summary'>
  op: 'map' | 'unmap'
  /** Bytes mapped or unmapped. */
  bytes: number
  /** A negated errno; 0 where there was none. */
  error: number
  events: Event[]
  /** Empty where the engine reports nothing. */
  counts: Counts
  /** Where requested. */
  instructions?: number
}

/**
 * Maps a buffer on a domain of its own and unmaps it again: once to record what happens, once to count it.
 *
 * @throws InputError where the engine refuses the domain or is a module's and throws, or that takes more events than can be printed.
 */
export function explain(engine: Engine, buffer: Buffer): { map: Explained; unmap: Explained } {
  const { iova, size } = buffer
  const recorder = eventProbe(`${formatSize(size)}@${formatAddress(iova)} with ${engine.id}`)
  const counter = new CountingProbe(engine.format)
  const { counts, events } = inModule(engine, () => ({
    events: mapAndUnmap(engine, buffer, recorder),
    counts: mapAndUnmap(engine, buffer, counter),
  }))
  const isKnown = [counts.map, counts.unmap].some(({ taken }) => isCounted(taken))
  const explained = (op: Explained['op']): Explained => {
    const { bytes, error, taken } = events[op]
    const inOrder = engine.reportsInOrder === true ? taken : runsFirst(taken)
    return { engine, op, bytes, error, events: inOrder, counts: isKnown ? counts[op].taken : {} }
  }
  return { map: explained('map'), unmap: explained('unmap') }
}

/** What an operation returned, and what was taken from the probe. */
type Done<Taken> = Outcome & { taken: Taken }

/** @throws InputError where the engine refuses the domain. */
function openOn(engine: Engine, domain: DomainConfig, probe: Probe): Session {
  try {
    return engine.open(domain, probe)
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof InputError)) throw error
    throw new InputError(`${engine.id}: ${error.message}`)
  }
}

/** @throws InputError where a module of the user's own throws, with its line. */
function inModule<T>(engine: Engine, action: () => T): T {
  try {
    return action()
  } catch (error) {
    const place = error instanceof Error && !(error instanceof InputError) ? placeOf(error) : ''
    if (place === '') throw error
    throw new InputError(`${engine.id} threw: ${String(error)}${place}`)
  }
}

function mapAndUnmap<Taken>(
  engine: Engine,
  buffer: Buffer,
  probe: Probe & { take(): Taken },
): Record<Explained['op'], Done<Taken>> {
  const tape = tapeOf(buffer)
  const maps = tape.op.length - 1
  const session = openOn(engine, buffer.domain, probe)
  probe.take()
  const done = (run: (into: Outcome) => void): Done<Taken> => {
    const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
    run(outcome)
    return { ...outcome, taken: probe.take() }
  }
  try {
    return {
      map: done((into) => session.runMaps(tape, 0, maps, into)),
      unmap: done((into) => session.runUnmaps(tape, maps, maps + 1, into)),
    }
  } finally {
    session.close()
  }
}
