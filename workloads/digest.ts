import { createHash } from 'node:crypto'
import type { Tape } from '../engines/contract/index.js'

/**
 * SHA-256 of a tape in hexadecimal, over its phases and operations as decimal text, so that it is
 * the same on machines of either byte order.
 */
export function tapeDigest(tape: Tape): string {
  const hash = createHash('sha256')
  for (const phase of tape.phases) {
    hash.update(`${phase.op} ${phase.timed ? 'timed' : 'untimed'} ${phase.from} ${phase.to}\n`)
  }
  for (let at = 0; at < tape.op.length; at++) {
    hash.update(`${tape.op[at]} ${tape.iova[at]} ${tape.paddr[at]} ${tape.size[at]}\n`)
  }
  return hash.digest('hex')
}
