/**
 * The value below which a share `p` of the values lies, by linear interpolation between the two
 * nearest of them (the method R calls type 7).
 *
 * @param values in any order; they are not changed.
 * @param p from 0 to 1.
 * @returns `undefined` where there are no values.
 */
export function quantile(values: readonly number[], p: number): number | undefined {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`quantile ${p} is not in [0, 1]`)
  if (values.length === 0) return undefined
  return quantileIn(ascending(values), p)
}

/** Values in ascending order; numbers alone sort in a quarter of the time that a comparison takes. */
export function ascending(values: readonly number[]): Float64Array {
  return new Float64Array(values).sort()
}

/** The same of values in ascending order, of which there are some. */
export function quantileIn(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1)
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below === above ? below : below + (position - Math.floor(position)) * (above - below)
}

/** The middle value, or the mean of the two middle ones; `undefined` where there are no values. */
export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5)
}
