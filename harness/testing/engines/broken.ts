/** Engines that are broken on purpose, made from the baseline: a run must survive each of them. */
import type { Engine, Outcome, Session, Tape } from '../../../engines/index.js'
import { engineOf } from '../../../engines/testing.js'

type Breaker = (session: Session) => Partial<Session>

/** The baseline with some of its session's methods replaced. */
export function brokenEngine(shape: string, breaker: Breaker): Engine {
  const baseline = engineOf('per-page')
  return {
    ...baseline,
    id: `broken/${shape}`,
    tier: 'broken',
    shape,
    summary: `the baseline, but it ${shape}`,
    open(domain, probe) {
      const session = baseline.open(domain, probe)
      const methods: Session = {
        runMaps: (tape, from, to, into) => session.runMaps(tape, from, to, into),
        runUnmaps: (tape, from, to, into) => session.runUnmaps(tape, from, to, into),
        runMixed: (tape, from, to, into) => session.runMixed(tape, from, to, into),
        translate: (iova) => session.translate(iova),
        leaves: (visit) => session.leaves(visit),
        leakedTables: () => session.leakedTables(),
        close: () => session.close(),
      }
      return { ...methods, ...breaker(session) }
    },
  }
}

/** Claims to have done a phase without doing it. */
export function claim(tape: Tape, from: number, to: number, into: Outcome): void {
  for (let at = from; at < to; at++) into.bytes += tape.size[at]
}
