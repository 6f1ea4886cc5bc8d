import { type Outcome, PAGE, type Tape } from '../../../engines/index.js'
import { brokenEngine } from './broken.js'

/** Leaves the last page of every buffer mapped, and says that it did not. */
export const engine = brokenEngine('forgets', (session) => ({
  runUnmaps(tape: Tape, from: number, to: number, into: Outcome) {
    const shorter = { ...tape, size: tape.size.map((size) => Math.max(PAGE, size - PAGE)) }
    session.runUnmaps(shorter, from, to, into)
    into.bytes += (to - from) * PAGE
  },
}))
