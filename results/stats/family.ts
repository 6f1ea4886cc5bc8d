/**
 * The level of each of `comparisons` intervals that makes all of them hold their values together
 * at `level`: Sidak's, which for two-sided intervals holds whatever the correlation between them
 * (Sidak 1967), and is a little narrower than Bonferroni's.
 *
 * @param level in (0, 1), as 0.95.
 */
export function levelOfEach(level: number, comparisons: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level ${level} is not in (0, 1)`)
  return level ** (1 / Math.max(1, comparisons))
}
