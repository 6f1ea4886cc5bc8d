/** Nanoseconds, one a round; `null` where the row gave none. */
export type Rounds = ReadonlyArray<number | null>

/**
 * ln(above / below) for every round in which both gave a time, grouped by the round's generation.
 * What a round does to both rows alike cancels here, and only here.
 *
 * @param generation the generation of every round.
 * @returns generation, then its rounds' log-ratios; a generation without pairs is absent.
 */
export function pairedLogRatios(
  above: Rounds,
  below: Rounds,
  generation: readonly number[],
): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const [round, group] of generation.entries()) {
    const numerator = above[round]
    const denominator = below[round]
    if (numerator == null || denominator == null) continue
    const ratios = groups.get(group) ?? []
    ratios.push(Math.log(numerator / denominator))
    groups.set(group, ratios)
  }
  return groups
}
