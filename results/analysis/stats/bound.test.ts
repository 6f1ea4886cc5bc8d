import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundOf } from './bound.js'

const near = (actual: number | undefined, expected: number) =>
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) < 1e-9,
    `${actual}, not ${expected}`,
  )

test('exact estimates are bounded by their root mean square, whatever their signs', () => {
  const exact = (estimate: number) => ({ estimate, variance: 0, freedom: 3 })
  near(boundOf([exact(0.03)]), 0.03)
  near(boundOf([exact(0.03), exact(-0.04)]), Math.sqrt(0.00125))
})

test("known answer: two that are 0 by luck are bounded by Student's t of 8 degrees of freedom", () => {
  const lucky = { estimate: 0, variance: 1e-4, freedom: 4 }
  near(boundOf([lucky, lucky]), 2.306004135204172 * Math.sqrt(1e-4 / 2))
  near(boundOf([{ ...lucky, estimate: 0.02 }]), 0.02 + 2.7764451051977987 * 0.01)
})

test('nothing is bounded by nothing', () => {
  assert.equal(boundOf([]), undefined)
})
