import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockGrid, clockStepNs } from './clock.js'

/** A clock that gives the sums of `steps`, over and over. */
function clockOf(...steps: number[]): () => number {
  let time = 0
  let at = 0
  return () => {
    time += steps[at++ % steps.length] ?? 0
    return time
  }
}

test('a coarse clock: reads between two ticks do not count', () => {
  assert.equal(clockGrid(clockOf(0, 0, 0, 1000, 0, 0, 2000), 100, 10_000), 1000)
})

test('one odd tiny step does not decide', () => {
  const steps = Array.from({ length: 100 }, (_, at) => (at === 50 ? 1 : 40))
  assert.equal(clockGrid(clockOf(...steps), 100, 10_000), 40)
})

test('slow reads do not hide the step', () => {
  const steps = Array.from({ length: 100 }, (_, at) => (at % 5 === 0 ? 20 : 900))
  assert.equal(clockGrid(clockOf(...steps), 100, 10_000), 20)
})

test('a grid finer than the time between two reads is found', () => {
  const steps = Array.from({ length: 100 }, (_, at) => 100 + 10 * (at % 7))
  assert.equal(clockGrid(clockOf(...steps), 100, 10_000), 10)
})

test('readings rounded to whole nanoseconds still show their grid', () => {
  const ticks = Array.from({ length: 200 }, (_, at) => (3 + (at % 4)) * 41.667)
  let sum = 0
  let at = 0
  const clock = () => {
    sum += ticks[at++ % ticks.length] ?? 0
    return Math.round(sum)
  }
  const grid = clockGrid(clock, 200, 10_000)
  assert.ok(Math.abs(grid - 41.667) < 0.5, String(grid))
})

test('a clock that goes back is not a step', () => {
  assert.equal(clockGrid(clockOf(100, -50), 10, 1000), 100)
})

test('fewer steps than asked for are used', () => {
  assert.equal(clockGrid(clockOf(0, 0, 0, 0, 7), 1000, 50), 7)
})

test('a clock that stands still is an error', () => {
  assert.throws(() => clockGrid(() => 5, 10, 1000), /did not move in 1000 reads/)
})

test('this process has a clock', () => {
  assert.ok(clockStepNs() > 0)
})
