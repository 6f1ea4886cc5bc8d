/**
 * The gate: no engine is timed before it has done the tape's every operation right. An engine that
 * does nothing ends a tape as empty as one that works, so the end state alone proves nothing.
 */
import {
  describeTranslation,
  ENOMEM,
  endOfList,
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
} from '../../../engines/index.js'
import { EngineFault } from '../../processes/failure.js'
import { digestOf } from './digest.js'
import type { Checked } from './protocol.js'

type Expected = Pick<Outcome, 'error' | 'bytes'>

/**
 * Runs each operation of `tape` and compares return value and bytes, the translations of the
 * first, the last and a random page and of both neighbours, the whole table at its peak and at the
 * end, and the tables in use with the model.
 *
 * @throws EngineFault with the first difference.
 */
export function gate(session: Session, tape: Tape, seed: number): Omit<Checked, 'counts'> {
  const model = new Model()
  const random = randomOf(seed)
  const peak = peakOf(tape)
  let digest = ''
  for (let at = 0; at < tape.op.length; ) {
    if (at === peak) {
      compareTables(session, model, 'at the peak')
      digest = digestOf(session)
    }
    const end = endOfList(tape, at, tape.op.length)
    runOne(session, tape, at, end, model)
    for (let part = at; part < end; part++) compareTranslations(session, tape, part, model, random)
    at = end
  }
  if (peak === tape.op.length) digest = digestOf(session)
  compareTables(session, model, 'at the end')
  const leaked = session.leakedTables()
  if (leaked !== 0) throw wrong(`${leaked} tables leaked at the end`)
  return { peak, digest }
}

/** The operation before which the most bytes are mapped; never within a scatter list. */
export function peakOf(tape: Tape): number {
  let mapped = 0
  let most = 0
  let peak = 0
  for (let at = 0; at < tape.op.length; ) {
    const end = endOfList(tape, at, tape.op.length)
    if (tape.error[at] !== 0) at = end
    for (; at < end; at++) mapped += tape.op[at] === MAP ? tape.size[at] : -tape.size[at]
    if (mapped > most) {
      most = mapped
      peak = at
    }
  }
  return peak
}

function runOne(session: Session, tape: Tape, at: number, end: number, model: Model): void {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  const isMap = tape.op[at] === MAP
  if (isMap) session.runMaps(tape, at, end, outcome)
  else session.runUnmaps(tape, at, end, outcome)
  const expected = isMap
    ? expectedOfMap(tape, at, end, model)
    : { error: 0, bytes: model.unmap(tape.iova[at], tape.size[at]) }
  if (outcome.error !== expected.error) {
    throw wrong(`${where(tape, at)} returned ${outcome.error}, not ${expected.error}`)
  }
  if (outcome.bytes !== expected.bytes) {
    throw wrong(`${where(tape, at)} did ${outcome.bytes} bytes, not ${expected.bytes}`)
  }
}

/**
 * What a map must come to. That memory for tables runs out is for the tape to say: the model has
 * no tables. Everything else it knows itself, and the tape must agree.
 */
function expectedOfMap(tape: Tape, at: number, end: number, model: Model): Expected {
  if (tape.error[at] === -ENOMEM) return { error: -ENOMEM, bytes: 0 }
  const expected = mapAll(tape, at, end, model)
  if (expected.error !== tape.error[at]) {
    throw new Error(
      `the tape expects ${where(tape, at)} to return ${tape.error[at]}, the model ${expected.error}`,
    )
  }
  return expected
}

/** Maps the segments of a list in the model: all of them, or none. */
function mapAll(tape: Tape, from: number, to: number, model: Model): Expected {
  let bytes = 0
  for (let at = from; at < to; at++) {
    const error = model.map(tape.iova[at], tape.paddr[at], tape.size[at])
    if (error !== 0) {
      model.unmap(tape.iova[from], bytes)
      return { error, bytes: 0 }
    }
    bytes += tape.size[at]
  }
  return { error: 0, bytes }
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
      throw wrong(
        `after ${where(tape, at)} iova ${formatAddress(iova)} leads to ${describeTranslation(found)} instead of ${describeTranslation(expected)}`,
      )
    }
  }
}

function compareTables(session: Session, model: Model, when: string): void {
  const difference = model.differenceFrom(session)
  if (difference !== undefined) throw wrong(`${when} ${difference}`)
}

function where(tape: Tape, at: number): string {
  const op = tape.op[at] === MAP ? 'map' : 'unmap'
  return `operation ${at}, ${op} of ${tape.size[at]} bytes at ${formatAddress(tape.iova[at])},`
}

function wrong(message: string): EngineFault {
  return new EngineFault('wrong', message)
}
