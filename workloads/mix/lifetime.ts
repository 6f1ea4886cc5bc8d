/** Which buffer of a mix goes when one must. */
import { type Random, randomBelow } from '../../engines/contract/index.js'

export const LIFETIMES = ['fifo', 'lifo', 'random', 'ring'] as const
export type Lifetime = (typeof LIFETIMES)[number]

/** For titles. */
export const LIFETIME_WORDS: Record<Lifetime, string> = {
  fifo: 'the oldest goes first',
  lifo: 'the newest goes first',
  random: 'a random one goes',
  ring: 'in a ring of fixed places',
}

/** Index of the buffer that goes, of `live` in the order of their age, the oldest first. */
export function victimOf(lifetime: Lifetime, live: number, random: Random): number {
  switch (lifetime) {
    case 'fifo':
    case 'ring':
      return 0
    case 'lifo':
      return live - 1
    case 'random':
      return randomBelow(random, live)
  }
}
