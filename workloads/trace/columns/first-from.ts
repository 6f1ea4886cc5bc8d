/** The first of the numbers in `[from, to)` from which on `is` holds; `to` where it holds for none. */
export function firstFrom(from: number, to: number, is: (at: number) => boolean): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (is(middle)) high = middle
    else low = middle + 1
  }
  return low
}
