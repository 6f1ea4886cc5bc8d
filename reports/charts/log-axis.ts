/** Domains and ticks of logarithmic axes, chosen here: Vega's own stretch and drop labels. */

/** Mantissas of ticks in a decade, from dense to sparse. */
const STEPS: ReadonlyArray<readonly number[]> = [
  [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2, 2.5, 3, 4, 5, 6, 7, 8, 9],
  [1, 1.2, 1.4, 1.6, 2, 2.5, 3, 4, 5, 6, 8],
  [1, 1.5, 2, 3, 5, 7],
  [1, 2, 3, 5],
  [1, 2, 5],
  [1, 3],
  [1],
]

/**
 * Ticks inside a domain: the densest set whose neighbours stay `gap` pixels apart on an axis of
 * `length` pixels.
 */
export function logTicks(
  [low, high]: readonly [number, number],
  length: number,
  gap: number,
): number[] {
  const pixels = length / Math.log(high / low)
  for (const step of STEPS) {
    const ticks = ticksOf(step, low, high)
    const close = ticks.some((tick, at) => {
      const before = ticks[at - 1]
      return before !== undefined && Math.log(tick / before) * pixels < gap
    })
    if (!close) return ticks
  }
  // Many decades: every nth power of ten.
  const decades = ticksOf([1], low, high)
  const every = Math.ceil(gap / (Math.log(10) * pixels))
  return decades.filter((_, at) => at % every === 0)
}

function ticksOf(step: readonly number[], low: number, high: number): number[] {
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const mantissa of step) {
      const tick = Number((mantissa * 10 ** power).toPrecision(3))
      if (tick >= low && tick <= high) ticks.push(tick)
    }
  }
  return ticks
}

/** The smallest domain that holds all values, widened by the share `margin` at both ends. */
export function logDomain(values: readonly number[], margin: number): [number, number] {
  const low = Math.min(...values)
  const high = Math.max(...values)
  return [low / (1 + margin), high * (1 + margin)]
}

/** Pixels that a character of a label takes, and that stay free between two labels. */
const CHARACTER = 7
const BETWEEN = 6

/**
 * Ticks of a lying axis of `length` pixels: the densest set whose labels keep clear of each other.
 * A label that would stand out of the panel, and meet the next panel's, has no tick.
 *
 * @param labelOf A tick's label; the number itself by default.
 */
export function labelledTicks(
  [low, high]: readonly [number, number],
  length: number,
  labelOf: (tick: number) => string = String,
): number[] {
  const pixels = length / Math.log(high / low)
  const half = (tick: number) => (labelOf(tick).length * CHARACTER) / 2
  const middle = (tick: number) => Math.log(tick / low) * pixels
  const inside = (tick: number) =>
    middle(tick) - half(tick) > -BETWEEN && middle(tick) + half(tick) < length + BETWEEN
  for (let gap = 20; ; gap += 4) {
    const ticks = logTicks([low, high], length, gap).filter(inside)
    const clash = ticks.some((tick, at) => {
      const before = ticks[at - 1]
      if (before === undefined) return false
      return middle(tick) - middle(before) < half(tick) + half(before) + BETWEEN
    })
    if (!clash || gap >= length) return ticks
  }
}
