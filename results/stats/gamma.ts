/** The gamma function's logarithm and its derivatives, for x > 0, by their asymptotic series. */

/** Where the series are exact to a double; smaller arguments climb there by the recurrence. */
const FAR = 15

/** ln(Gamma(x)): Stirling's series (DLMF 5.11.1). */
export function logGamma(x: number): number {
  let climbed = 1
  let at = x
  while (at < FAR) climbed *= at++
  const square = 1 / (at * at)
  const series =
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / at
  return (at - 0.5) * Math.log(at) - at + Math.log(2 * Math.PI) / 2 + series - Math.log(climbed)
}

/** The first derivative of ln(Gamma(x)) (DLMF 5.11.2). */
export function digamma(x: number): number {
  let climbed = 0
  let at = x
  while (at < FAR) climbed += 1 / at++
  const square = 1 / (at * at)
  const series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
  return Math.log(at) - 1 / (2 * at) - series - climbed
}

/** The second derivative of ln(Gamma(x)) (DLMF 5.15.8). */
export function trigamma(x: number): number {
  let climbed = 0
  let at = x
  while (at < FAR) climbed += 1 / (at++) ** 2
  const square = 1 / (at * at)
  const series = square * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30)))
  return 1 / at + square / 2 + series / at + climbed
}

/** The x at which trigamma is `value` > 0; it falls from infinity to 0. */
export function inverseTrigamma(value: number): number {
  let low = 1e-8
  let high = 1e8
  for (;;) {
    const middle = Math.sqrt(low * high)
    if (middle <= low || middle >= high) return middle
    if (trigamma(middle) > value) low = middle
    else high = middle
  }
}
