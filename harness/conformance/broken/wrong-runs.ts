/** Engines that run tapes other than they are written. */
import { MAP, type Session, type Tape } from '../../../engines/index.js'
import type { Breakage, Breakages } from './break.js'

function alone(tape: Tape): Tape {
  return { ...tape, continues: tape.continues.map(() => 0) }
}

/** All sessions of this one engine are the same. */
function sharedSession(): NonNullable<Breakage['open']> {
  let shared: Session | undefined
  return (engine, config, probe) => {
    shared ??= engine.open(config, probe)
    return shared
  }
}

export const WRONG_RUNS: Breakages = {
  'runs one operation more than requested': {
    noticedBy: ['the operations from one place of a tape to another are run, and no others'],
    session: (session) => ({
      runMaps: (tape, from, to, into) =>
        session.runMaps(tape, from, Math.min(to + 1, tape.op.length), into),
    }),
  },
  'sets the outcome in place of adding to it': {
    noticedBy: ['what a run of operations did is added to its outcome'],
    session: (session) => ({
      runUnmaps(tape, from, to, into) {
        Object.assign(into, { bytes: 0, failures: 0, error: 0 })
        session.runUnmaps(tape, from, to, into)
      },
    }),
  },
  'forgets an error when a later operation succeeds': {
    noticedBy: ['each operation that fails is counted, and the others are done'],
    session: (session) => ({
      runMaps(tape, from, to, into) {
        for (let at = from; at < to; at++) {
          into.error = 0
          session.runMaps(tape, at, at + 1, into)
        }
      },
    }),
  },
  'ends a run at the first operation that fails': {
    noticedBy: ['each operation that fails is counted, and the others are done'],
    session: (session) => ({
      runMaps(tape, from, to, into) {
        for (let at = from; at < to && into.failures === 0; at++) {
          session.runMaps(tape, at, at + 1, into)
        }
      },
    }),
  },
  'does all maps of a mixed run before its unmaps': {
    noticedBy: ['a mixed run does maps and unmaps in the order of the tape'],
    session: (session) => ({
      runMixed(tape, from, to, into) {
        const order = [...tape.op.keys()].slice(from, to)
        for (const at of order.sort((a, b) => tape.op[a] - tape.op[b])) {
          if (tape.op[at] === MAP) session.runMaps(tape, at, at + 1, into)
          else session.runUnmaps(tape, at, at + 1, into)
        }
      },
    }),
  },
  'takes every segment for a map of its own': {
    noticedBy: [
      'scatter lists are kept apart in runs of maps and in mixed runs',
      'a leaf in the way of any segment of a scatter list undoes all of it',
    ],
    session: (session) => ({
      runMaps: (tape, from, to, into) => session.runMaps(alone(tape), from, to, into),
      runMixed: (tape, from, to, into) => session.runMixed(alone(tape), from, to, into),
    }),
  },
  'has one table for all of its sessions': {
    noticedBy: ['two sessions share nothing'],
    open: sharedSession(),
  },
}
