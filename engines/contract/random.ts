/** A seeded source of numbers in [0, 1). */
export type Random = () => number

/** The 32-bit generator known as mulberry32: the same seed gives the same numbers everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A whole number from 0 to `below`, exclusive. */
export function randomBelow(random: Random, below: number): number {
  return Math.floor(random() * below)
}
