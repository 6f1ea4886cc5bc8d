import assert from 'node:assert/strict'
import { test } from 'node:test'
import { logGamma, studentQuantile, studentTail } from './student.js'

function near(actual: number, expected: number, relative: number): void {
  const error = Math.abs(actual / expected - 1)
  assert.ok(error < relative, `${actual} is not ${expected}: off by ${error}`)
}

/** Upper critical values, as tables of Student's t print them: to a thousandth. */
const TABLE: ReadonlyArray<[df: number, values: readonly number[]]> = [
  [1, [3.078, 6.314, 12.706, 63.657, 318.309, 636.619]],
  [2, [1.886, 2.92, 4.303, 9.925, 22.327, 31.599]],
  [4, [1.533, 2.132, 2.776, 4.604, 7.173, 8.61]],
  [11, [1.363, 1.796, 2.201, 3.106, 4.025, 4.437]],
  [30, [1.31, 1.697, 2.042, 2.75, 3.385, 3.646]],
]
const LEVELS = [0.9, 0.95, 0.975, 0.995, 0.999, 0.9995]

test('quantiles are those of the published table', () => {
  for (const [df, values] of TABLE) {
    for (const [at, expected] of values.entries()) {
      const actual = studentQuantile(LEVELS[at] ?? Number.NaN, df)
      assert.ok(Math.abs(actual - expected) <= 0.0005001, `df ${df}: ${actual} is not ${expected}`)
    }
  }
})

test('for 1, 2 and 4 degrees of freedom there are closed forms, out to tiny tails', () => {
  for (const tail of [0.4, 0.1, 0.025, 0.00025, 1e-6, 1e-9]) {
    const p = 1 - tail
    const q = 1 - p
    near(studentQuantile(p, 1), 1 / Math.tan(Math.PI * q), 1e-9)
    near(studentQuantile(p, 2), (1 - 2 * q) / Math.sqrt(2 * q * p), 1e-9)
    const root = Math.sqrt(4 * q * p)
    near(studentQuantile(p, 4), 2 * Math.sqrt(Math.cos(Math.acos(root) / 3) / root - 1), 1e-9)
  }
})

test('for other degrees of freedom the tail is the integral of the density', () => {
  // Density of 11 degrees of freedom: Gamma(6) / (sqrt(11 pi) Gamma(5.5)) (1 + t^2/11)^-6.
  const gammaHalf = (945 / 32) * Math.sqrt(Math.PI)
  const density = (t: number) =>
    (120 / (Math.sqrt(11 * Math.PI) * gammaHalf)) * (1 + (t * t) / 11) ** -6
  for (const tail of [0.025, 0.00025]) {
    const t = studentQuantile(1 - tail, 11)
    near(0.5 - integral(density, 0, t), tail, 1e-7)
    near(studentTail(t, 11), tail, 1e-9)
  }
})

test('many degrees of freedom come to the normal distribution', () => {
  // The first term of the expansion in 1 / df (Abramowitz and Stegun, 26.7.5).
  const z = 1.959963984540054
  near(studentQuantile(0.975, 1e6), z + (z ** 3 + z) / 4e6, 1e-9)
})

test('quantiles are odd about one half', () => {
  assert.equal(studentQuantile(0.5, 4), 0)
  assert.equal(studentQuantile(0.25, 4), -studentQuantile(0.75, 4))
})

test('what is no probability, or no degrees of freedom, is refused', () => {
  assert.throws(() => studentQuantile(1, 4), /probability 1 is not in \(0, 1\)/)
  assert.throws(() => studentQuantile(0.9, 0), /0 degrees of freedom/)
  assert.throws(() => studentTail(-1, 4), RangeError)
})

/** Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number): number {
  const steps = 10_000
  const width = (to - from) / steps
  let sum = f(from) + f(to)
  for (let at = 1; at < steps; at++) sum += (at % 2 === 0 ? 2 : 4) * f(from + at * width)
  return (sum * width) / 3
}

test('known values of the logarithm of the gamma function', () => {
  for (const [x, expected] of [
    [1, 0],
    [5, Math.log(24)],
    [0.5, Math.log(Math.PI) / 2],
  ] as const) {
    assert.ok(Math.abs(logGamma(x) - expected) < 1e-12, `${logGamma(x)} is not ${expected}`)
  }
})
