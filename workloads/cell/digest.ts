import { createHash } from 'node:crypto'
import type { Tape } from '../../engines/contract/index.js'

/**
 * SHA-256 of a tape in hexadecimal, over its phases and all its columns as decimal text, so that it
 * is the same on machines of either byte order.
 */
export function tapeDigest(tape: Tape): string {
  const hash = createHash('sha256')
  for (const { op, timed, from, to, evictBytes } of tape.phases) {
    const evicted = evictBytes === undefined ? '' : ` after ${evictBytes}`
    hash.update(`${op} ${timed ? 'timed' : 'untimed'} ${from} ${to}${evicted}\n`)
  }
  const { op, iova, paddr, size, continues, error } = tape
  for (let at = 0; at < op.length; at++) {
    hash.update(`${op[at]} ${iova[at]} ${paddr[at]} ${size[at]} ${continues[at]} ${error[at]}\n`)
  }
  return hash.digest('hex')
}
