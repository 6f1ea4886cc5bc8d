/** What the conformance suite and random operations make an engine do, as tapes that a program can replay. */
import {
  compileTape,
  type DomainConfig,
  type Engine,
  type Op,
  type Operation,
  type Session,
  type Tape,
} from '../../engines/index.js'
import { casesFor } from './cases/index.js'
import { runRandom } from './random/index.js'
import type { Case } from './trial/case.js'
import { operationsIn } from './trial/one-at-a-time.js'
import { overriding } from './trial/overriding.js'
import { runCase } from './trial/run-case.js'

/** Everything that one session did: a phase a call. */
export interface Recorded {
  domain: DomainConfig
  tape: Tape
}

/**
 * Records cases of the conformance suite, and random operations, of an engine.
 *
 * @throws Error where the engine does not pass.
 */
export function recordVerify(
  engine: Engine,
  { cases = casesFor(engine.format), mostLeaves, ...random }: RecordOptions,
): Recorded[] {
  const sessions: Calls[] = []
  const recorder: Engine = {
    ...engine,
    open(domain, probe) {
      const calls: Calls = { domain, phases: [] }
      sessions.push(calls)
      return recordedSession(engine.open(domain, probe), calls)
    },
  }
  for (const one of cases) {
    const verdict = runCase(one, recorder)
    if (verdict.status === 'failed') throw new Error(`${engine.id}, ${one.name}: ${verdict.reason}`)
  }
  const { failure } = runRandom(recorder, random)
  if (failure !== undefined) throw new Error(`${engine.id}: ${failure.message}\n${failure.script}`)
  return sessions
    .filter(({ phases }) => phases.length > 0)
    .map(({ domain, phases }) => ({ domain, tape: compileTape(phases) }))
    .filter((one) => leavesOf(one) <= mostLeaves)
}

function leavesOf({ domain: { pgsizeBitmap }, tape }: Recorded): number {
  const bytes = tape.size.reduce((sum, size) => sum + size, 0)
  return bytes / (pgsizeBitmap & -pgsizeBitmap)
}

export interface RecordOptions {
  /** All of them by default. */
  cases?: readonly Case[]
  /** Of sessions whose operations map and unmap more, in all, nothing is returned. */
  mostLeaves: number
  /** Random operations, about: a seed gives the same. */
  operations: number
  seed: number
}

interface Calls {
  domain: DomainConfig
  phases: Array<{ op: Op; timed: boolean; operations: Operation[] }>
}

/** A session that notes what it is made to do. */
function recordedSession(session: Session, { phases }: Calls): Session {
  const recorded =
    (op: Op, run: 'runMaps' | 'runUnmaps' | 'runMixed'): Session['runMixed'] =>
    (tape, from, to, into) => {
      if (to > from) phases.push({ op, timed: true, operations: operationsIn(tape, from, to) })
      session[run](tape, from, to, into)
    }
  return overriding(session, {
    runMaps: recorded('map', 'runMaps'),
    runUnmaps: recorded('unmap', 'runUnmaps'),
    runMixed: recorded('mixed', 'runMixed'),
  })
}
