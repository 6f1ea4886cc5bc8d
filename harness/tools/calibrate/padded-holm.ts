import { type Random, randomBelow } from '../../../engines/contract/index.js'
import { holmThreshold } from '../../../results/analysis/stats/index.js'

/**
 * How many effects are told apart where as many comparisons are looked at as a run makes, and nothing
 * differs in all the others: the most that the number of comparisons can cost. A run whose other rows
 * differ as well has a larger threshold.
 *
 * @param effects their chances, where nothing differs.
 * @param nulls chances of comparisons without a difference, to draw the others from.
 */
export function foundAmong(
  effects: readonly number[],
  nulls: readonly number[],
  comparisons: number,
  level: number,
  random: Random,
): number {
  if (nulls.length === 0) return 0
  const others = Array.from(
    { length: Math.max(0, comparisons - effects.length) },
    () => nulls[randomBelow(random, nulls.length)],
  )
  const threshold = holmThreshold([...effects, ...others], level)
  return effects.filter((chance) => chance <= threshold).length
}
