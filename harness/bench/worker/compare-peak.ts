import type { Outcome, Session, Tape } from '../../../engines/contract/index.js'
import { EngineFault } from '../../processes/failure.js'
import { digestOf } from './digest.js'

/**
 * Runs a tape to its peak, compares the table there with what passed the gate, and runs on to the end.
 *
 * @throws EngineFault where it is another.
 */
export function comparePeak(
  session: Session,
  tape: Tape,
  { digest, peak }: { digest: string; peak: number },
): void {
  const outcome: Outcome = { bytes: 0, failures: 0, error: 0 }
  session.runMixed(tape, 0, peak, outcome)
  const found = digestOf(session)
  session.runMixed(tape, peak, tape.op.length, outcome)
  if (found !== digest) {
    throw new EngineFault('wrong', 'the table at its peak is not the one that passed the gate')
  }
}
