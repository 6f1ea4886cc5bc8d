/** What one process, a generation, says of a ratio: one value, whatever its rounds were. */
import { median } from './quantile.js'

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
 * The median of ln(above / below) over the rounds of each generation in which both gave a time. What a
 * round does to both rows alike cancels here, and only here.
 *
 * @returns in the order of the generations; one without pairs is absent.
 */
export function pairedValues(above: Times, below: Times, origins: Origins): GenerationValue[] {
  return valuesOf(origins, (round) => {
    const [numerator, denominator] = [above[round], below[round]]
    return numerator == null || denominator == null ? undefined : Math.log(numerator / denominator)
  })
}

/** The median of ln(time) over the rounds of each generation. */
export function timeValues(times: Times, origins: Origins): GenerationValue[] {
  return valuesOf(origins, (round) => {
    const time = times[round]
    return time == null ? undefined : Math.log(time)
  })
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

function valuesOf(
  { generation, linkOrder }: Origins,
  at: (round: number) => number | undefined,
): GenerationValue[] {
  const groups = new Map<number, { unit: number; values: number[] }>()
  for (const [round, number] of generation.entries()) {
    const value = at(round)
    if (value === undefined) continue
    const group = groups.get(number) ?? { unit: linkOrder?.[round] ?? number, values: [] }
    group.values.push(value)
    groups.set(number, group)
  }
  return [...groups].map(([number, { unit, values }]) => ({
    generation: number,
    unit,
    value: median(values) ?? Number.NaN,
  }))
}
