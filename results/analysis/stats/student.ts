/** Student's t distribution, by the regularised incomplete beta function. */

/**
 * The probability that a Student variable with `df` degrees of freedom exceeds `t >= 0`.
 *
 * It is I(df / (df + t^2); df / 2, 1 / 2) / 2 (Abramowitz and Stegun, 26.5.27 and 26.7.1).
 */
export function studentTail(t: number, df: number): number {
  if (!(df > 0)) throw new RangeError(`${df} degrees of freedom: there must be more than 0`)
  if (!(t >= 0)) throw new RangeError(`the tail above ${t} was asked for; only t >= 0 has one here`)
  // The complement is handed over on its own: 1 - x would lose what a small t leaves of it.
  const whole = df + t * t
  return incompleteBeta(df / whole, (t * t) / whole, df / 2, 0.5) / 2
}

/**
 * The `t` below which a Student variable with `df` degrees of freedom stays with probability `p`.
 *
 * @param p in (0, 1).
 */
export function studentQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`probability ${p} is not in (0, 1)`)
  if (p === 0.5) return 0
  if (p < 0.5) return -quantileAbove(p, df)
  return quantileAbove(1 - p, df)
}

/** Quantiles that were computed, by degrees of freedom and tail: a run needs few, each many times. */
const known = new Map<number, Map<number, number>>()

/** The `t` above which there is `tail < 0.5`. */
function quantileAbove(tail: number, df: number): number {
  const ofFreedom = known.get(df) ?? new Map<number, number>()
  known.set(df, ofFreedom)
  const quantile = ofFreedom.get(tail) ?? searchAbove(tail, df)
  ofFreedom.set(tail, quantile)
  return quantile
}

/** Doubles `t` until the tail is passed, then halves the gap. */
function searchAbove(tail: number, df: number): number {
  let low = 0
  let high = 1
  while (studentTail(high, df) > tail) {
    low = high
    high *= 2
  }
  for (;;) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) return middle
    if (studentTail(middle, df) > tail) low = middle
    else high = middle
  }
}

/** Where the series is exact to a double; smaller arguments climb there by the recurrence. */
const FAR = 15

/** ln(Gamma(x)) for x > 0: Stirling's series (DLMF 5.11.1). */
export function logGamma(x: number): number {
  let climbed = 1
  let at = x
  while (at < FAR) climbed *= at++
  const square = 1 / (at * at)
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / at
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - Math.log(climbed)
}

/** I(x; a, b), with `y = 1 - x` from the caller. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y),
  )
  // The fraction converges fast on this side of the mean; the other side is its mirror image.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(y, b, a)) / b
}

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const awayFromZero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value)
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-15) break
  }
  return value
}
