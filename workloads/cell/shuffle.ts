import { type Random, randomBelow } from '../../engines/contract/index.js'

/** The numbers from 0 to `count`, exclusive, in a random order (Fisher and Yates). */
export function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, at) => at)
  for (let left = count; left > 1; left--) {
    const other = randomBelow(random, left)
    const last = order[left - 1]
    order[left - 1] = order[other]
    order[other] = last
  }
  return order
}
