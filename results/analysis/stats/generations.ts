/** What one process, a generation, says of a ratio: one value, whatever its rounds were. */

/** Nanoseconds, one a round; `null` where the row gave none. */
export type Times = ReadonlyArray<number | null>

/** Which generation ran each round, and the link order of what it ran. */
export interface Origins {
  generation: readonly number[]
  linkOrder?: readonly number[] | undefined
}

/** One generation's value of a logarithm. */
export interface GenerationValue {
  generation: number
  /**
   * What makes generations alike beyond the rounds: those of one link order run code that lies in
   * the same places, so that together they are one observation.
   */
  unit: number
  value: number
}

/**
 * ln(least above / least below) over the rounds of each generation in which both gave a time. What
 * disturbs a round only makes it longer: the least of a row's rounds is its undisturbed time, and a
 * generation without a quiet round for either is trimmed. docs/rejected.md has what else was tried.
 *
 * @returns in the order of the generations; one without such rounds is absent.
 */
export function pairedValues(
  above: Times,
  below: Times,
  { generation: numbers, linkOrder }: Origins,
): GenerationValue[] {
  const least = new Map<number, { unit: number; above: number; below: number }>()
  let last: number | undefined
  let before: { unit: number; above: number; below: number } | undefined
  for (let round = 0; round < numbers.length; round++) {
    const own = above[round]
    const other = below[round]
    if (own == null || other == null) continue
    const generation = numbers[round]
    // Rounds of one generation mostly follow each other.
    if (before === undefined || generation !== last) before = least.get(generation)
    last = generation
    if (before === undefined) {
      before = { unit: linkOrder?.[round] ?? generation, above: own, below: other }
      least.set(generation, before)
    } else {
      before.above = Math.min(before.above, own)
      before.below = Math.min(before.below, other)
    }
  }
  return [...least].map(([generation, { above, below, unit }]) => ({
    generation,
    unit,
    value: Math.log(above) - Math.log(below),
  }))
}

/** ln(least time) over the rounds of each generation. */
export function timeValues(times: Times, origins: Origins): GenerationValue[] {
  return pairedValues(
    times,
    times.map(() => 1),
    origins,
  )
}

/** The mean of several figures in each generation that has all of them. */
export function meanValues(figures: ReadonlyArray<readonly GenerationValue[]>): GenerationValue[] {
  const [first = [], ...others] = figures.map(
    (values) => new Map(values.map((one) => [one.generation, one])),
  )
  return [...first.values()].flatMap(({ generation, unit, value }) => {
    const rest = others.flatMap((other) => other.get(generation)?.value ?? [])
    if (rest.length < others.length) return []
    const sum = rest.reduce((total, one) => total + one, value)
    return [{ generation, unit, value: sum / figures.length }]
  })
}
