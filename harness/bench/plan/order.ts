import type { Random } from '../../../engines/contract/index.js'

/**
 * The order in which rows take their turns, round by round: in every block of as many rounds as
 * there are rows each row stands once in each position, so that after any number of rounds a row's
 * counts of positions differ by at most one. Blocks are shuffled again, so that no row always
 * follows the same other row.
 *
 * @throws RangeError without rows: there is no order to give.
 */
export function* balancedOrders<T>(rows: readonly T[], random: Random): Generator<T[], never> {
  if (rows.length === 0) throw new RangeError('there are no rows to order')
  for (;;) {
    const base = shuffled(rows, random)
    const rotations = shuffled(
      base.map((_, at) => at),
      random,
    )
    for (const by of rotations) yield [...base.slice(by), ...base.slice(0, by)]
  }
}

/** A copy in an order of chance (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items]
  for (let at = copy.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const held = copy[at]
    copy[at] = copy[other]
    copy[other] = held
  }
  return copy
}
