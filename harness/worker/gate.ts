/**
 * The gate: no engine is timed before it has done the tape's every operation right. An engine that
 * does nothing ends a tape as empty as one that works, so the end state alone proves nothing.
 */
import {
  describeTranslation,
  formatAddress,
  MAP,
  Model,
  type Outcome,
  PAGE,
  type Random,
  randomBelow,
  randomOf,
  type Session,
  type Tape,
} from '../../engines/index.js'
import { digestOf } from './digest.js'
import { EngineFault } from './fault.js'

export interface Gated {
  /** The operation before which the most is mapped. */
  peak: number
  /** Digest of the table there. */
  digest: string
}

/**
 * Runs each operation of `tape` and compares return value and bytes, the translations of the
 * first, the last and a random page and of both neighbours, the whole table at its peak and at the
 * end, and the tables in use with the model.
 *
 * @throws EngineFault with the first difference.
 */
export function gate(session: Session, tape: Tape, seed: number): Gated {
  const model = new Model()
  const random = randomOf(seed)
  const peak = peakOf(tape)
  let digest = ''
  for (let at = 0; at < tape.op.length; at++) {
    if (at === peak) {
      compareTables(session, model, 'at the peak')
      digest = digestOf(session)
    }
    runOne(session, tape, at, model)
    compareTranslations(session, tape, at, model, random)
  }
  if (peak === tape.op.length) digest = digestOf(session)
  compareTables(session, model, 'at the end')
  const leaked = session.leakedTables()
  if (leaked !== 0) throw new EngineFault('wrong', `${leaked} tables leaked at the end`)
  return { peak, digest }
}

/** The operation before which the most bytes are mapped. */
export function peakOf(tape: Tape): number {
  let mapped = 0
  let most = 0
  let peak = 0
  for (let at = 0; at < tape.op.length; at++) {
    mapped += tape.op[at] === MAP ? tape.size[at] : -tape.size[at]
    if (mapped > most) {
      most = mapped
      peak = at + 1
    }
  }
  return peak
}

function runOne(session: Session, tape: Tape, at: number, model: Model): void {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  const size = tape.size[at]
  let error = 0
  let bytes: number
  if (tape.op[at] === MAP) {
    session.runMaps(tape, at, at + 1, outcome)
    error = model.map(tape.iova[at], tape.paddr[at], size)
    bytes = error === 0 ? size : 0
  } else {
    session.runUnmaps(tape, at, at + 1, outcome)
    bytes = model.unmap(tape.iova[at], size)
  }
  if (outcome.error !== error) {
    throw new EngineFault('wrong', `${where(tape, at)} returned ${outcome.error}, not ${error}`)
  }
  if (outcome.bytes !== bytes) {
    throw new EngineFault('wrong', `${where(tape, at)} did ${outcome.bytes} bytes, not ${bytes}`)
  }
}

function compareTranslations(
  session: Session,
  tape: Tape,
  at: number,
  model: Model,
  random: Random,
): void {
  const begin = tape.iova[at]
  const end = begin + tape.size[at]
  const pages = (end - begin) / PAGE
  const places = [
    begin - PAGE,
    begin,
    begin + randomBelow(random, pages) * PAGE + randomBelow(random, PAGE),
    end - PAGE,
    end,
  ]
  for (const iova of places) {
    if (iova < 0) continue
    const expected = model.translate(iova)
    const found = session.translate(iova)
    if (found !== expected) {
      throw new EngineFault(
        'wrong',
        `after ${where(tape, at)} iova ${formatAddress(iova)} leads to ${describeTranslation(found)} instead of ${describeTranslation(expected)}`,
      )
    }
  }
}

function compareTables(session: Session, model: Model, when: string): void {
  const difference = model.differenceFrom(session)
  if (difference !== undefined) throw new EngineFault('wrong', `${when} ${difference}`)
}

function where(tape: Tape, at: number): string {
  const op = tape.op[at] === MAP ? 'map' : 'unmap'
  return `operation ${at}, ${op} of ${tape.size[at]} bytes at ${formatAddress(tape.iova[at])},`
}
