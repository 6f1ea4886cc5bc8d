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
