/** Places on a logarithmic scale, in pixels. */
export interface LogScale {
  domain: readonly [number, number]
  length: number
  /** What lies outside stands at the end. */
  at(value: number): number
}

/** A scale `length` pixels long, of which `margin` at either end stay free of what it holds. */
export function logScale(
  domain: readonly [number, number],
  length: number,
  margin: number,
): LogScale {
  const [low, high] = domain
  const perPixel = Math.log(high / low) / (length - 2 * margin)
  const wide = [low * Math.exp(-margin * perPixel), high * Math.exp(margin * perPixel)] as const
  return {
    domain: wide,
    length,
    at: (value) => {
      const inside = Math.min(wide[1], Math.max(wide[0], value))
      return Math.log(inside / wide[0]) / perPixel
    },
  }
}
