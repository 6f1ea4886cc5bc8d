import type { Session } from '../../../engines/contract/index.js'

/**
 * A digest of every leaf of a table: where it is, where it leads and how large it is. Two 32-bit
 * lanes of multiply and rotate; made to notice mistakes, not to withstand an adversary.
 */
export function digestOf(session: Session): string {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  const mix = (value: number) => {
    const low = value | 0
    const high = (value / 2 ** 32) | 0
    a = Math.imul(a ^ low, 0x85ebca6b)
    a = Math.imul(((a << 13) | (a >>> 19)) ^ high, 0xc2b2ae35)
    b = Math.imul(b ^ high, 0x27d4eb2f)
    b = Math.imul(((b << 17) | (b >>> 15)) ^ low, 0x165667b1)
  }
  session.leaves((iova, paddr, size) => {
    mix(iova)
    mix(paddr)
    mix(size)
  })
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}
