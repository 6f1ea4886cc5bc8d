import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digamma, inverseTrigamma, logGamma, trigamma } from './gamma.js'

function near(actual: number, expected: number): void {
  assert.ok(
    Math.abs(actual - expected) < 1e-12 * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  )
}

const EULER = 0.5772156649015329

test('known values', () => {
  near(logGamma(1), 0)
  near(logGamma(5), Math.log(24))
  near(logGamma(0.5), Math.log(Math.PI) / 2)
  near(digamma(1), -EULER)
  near(digamma(0.5), -EULER - 2 * Math.LN2)
  near(digamma(20), 2.970523992242149)
  near(trigamma(1), Math.PI ** 2 / 6)
  near(trigamma(0.5), Math.PI ** 2 / 2)
  near(trigamma(2), Math.PI ** 2 / 6 - 1)
})

test('trigamma is inverted over what can come of variances', () => {
  for (const x of [1e-3, 0.1, 1, 2.5, 40, 1e4]) {
    assert.ok(Math.abs(inverseTrigamma(trigamma(x)) / x - 1) < 1e-9, `${x}`)
  }
})
