/** What the conformance suite and random operations make an engine do, as tapes that a program can replay. */
import {
  compileTape,
  type DomainConfig,
  type Engine,
  type Op,
  type Operation,
  type Outcome,
  operationAt,
  type Session,
  type Tape,
} from '../../engines/index.js'
import { casesFor } from './cases/index.js'
import { runRandom } from './random/index.js'
import type { Case } from './trial/case.js'
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
  const { recorded, recorder } = recording(engine)
  for (const one of cases) {
    const verdict = runCase(one, recorder)
    if (verdict.status === 'failed') throw new Error(`${engine.id}, ${one.name}: ${verdict.reason}`)
  }
  const { failure } = runRandom(recorder, random)
  if (failure !== undefined) throw new Error(`${engine.id}: ${failure.message}\n${failure.script}`)
  return recorded().filter((one) => leavesOf(one) <= mostLeaves)
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

/** An engine that does what another does, and what its sessions were made to do so far. */
function recording(engine: Engine): { recorder: Engine; recorded: () => Recorded[] } {
  const sessions: Calls[] = []
  const recorder: Engine = {
    ...engine,
    open(domain, probe) {
      const session = engine.open(domain, probe)
      const calls: Calls = { domain, phases: [] }
      sessions.push(calls)
      return recordedSession(session, calls)
    },
  }
  const recorded = () =>
    sessions
      .filter(({ phases }) => phases.length > 0)
      .map(({ domain, phases }) => ({ domain, tape: compileTape(phases) }))
  return { recorder, recorded }
}

function recordedSession(session: Session, { phases }: Calls): Session {
  const record = (op: Op, tape: Tape, from: number, to: number) => {
    if (to > from) phases.push({ op, timed: true, operations: operationsOf(tape, from, to) })
  }
  return {
    runMaps(tape: Tape, from: number, to: number, into: Outcome) {
      record('map', tape, from, to)
      session.runMaps(tape, from, to, into)
    },
    runUnmaps(tape: Tape, from: number, to: number, into: Outcome) {
      record('unmap', tape, from, to)
      session.runUnmaps(tape, from, to, into)
    },
    runMixed(tape: Tape, from: number, to: number, into: Outcome) {
      record('mixed', tape, from, to)
      session.runMixed(tape, from, to, into)
    },
    translate: (iova) => session.translate(iova),
    leaves: (visit) => session.leaves(visit),
    leakedTables: () => session.leakedTables(),
    close: () => session.close(),
  }
}

function operationsOf(tape: Tape, from: number, to: number): Operation[] {
  return Array.from({ length: to - from }, (_, nth) => operationAt(tape, from + nth))
}
