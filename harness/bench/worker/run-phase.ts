import type { Outcome, Phase, Session, Tape } from '../../../engines/contract/index.js'

/** Runs one phase of a tape, untimed. */
export function runPhase(session: Session, tape: Tape, phase: Phase, into: Outcome): void {
  switch (phase.op) {
    case 'map':
      session.runMaps(tape, phase.from, phase.to, into)
      break
    case 'unmap':
      session.runUnmaps(tape, phase.from, phase.to, into)
      break
    case 'mixed':
      session.runMixed(tape, phase.from, phase.to, into)
      break
  }
}
