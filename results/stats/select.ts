/**
 * The median of the first `count` values, which are put in another order on the way: quickselect
 * (Hoare 1961), since resampling asks for a million medians.
 *
 * @param count at least 1.
 */
export function medianInPlace(values: Float64Array, count: number): number {
  const upper = count >> 1
  const high = select(values, count, upper)
  if (count % 2 === 1) return high
  // After the selection everything before `upper` is no larger than what stands there.
  let low = values[0]
  for (let at = 1; at < upper; at++) if (values[at] > low) low = values[at]
  return (low + high) / 2
}

/** The value that would stand at `wanted` if the first `count` were sorted; they change places. */
export function select(values: Float64Array, count: number, wanted: number): number {
  let from = 0
  let to = count - 1
  while (from < to) {
    const pivot = values[(from + to) >> 1]
    let low = from
    let high = to
    while (low <= high) {
      while (values[low] < pivot) low++
      while (values[high] > pivot) high--
      if (low > high) break
      const held = values[low]
      values[low++] = values[high]
      values[high--] = held
    }
    if (wanted <= high) to = high
    else if (wanted >= low) from = low
    else break
  }
  return values[wanted]
}
