import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../fixtures/random.js'
import { syntheticResult } from '../fixtures/synthetic.js'
import { withTimes } from '../fixtures/times.js'
import type { Result } from '../schema.js'
import { analyse } from './analyse.js'
import { preferClock } from './clock.js'

/** What punt-range takes by either clock; all other rows take a millisecond by both. */
const FACTOR = { monotonic: 1 / 3, cpu: 1 / 2 }

/** A result with both clocks, whose times scatter by these standard deviations. */
function clocked(monotonic: number, cpu: number): Result {
  const random = seededRandom(1)
  const by = (clock: keyof typeof FACTOR, deviation: number) =>
    withTimes(syntheticResult(), ({ row }) => {
      const factor = row === 'ts/punt-range' ? FACTOR[clock] : 1
      return 1e6 * factor * Math.exp(deviation * random.normal())
    })
  const result = by('monotonic', monotonic)
  for (const [at, { ns }] of by('cpu', cpu).cells.entries()) {
    const cell = result.cells[at]
    if (cell) cell.cpuNs = ns
  }
  return result
}

const speedup = (result: Result) =>
  analyse(result).cells[2]?.figures['ts/punt-range']?.unmap?.speedup?.estimate ?? 0

test('a quiet processor clock is preferred to a noisy monotonic one, and it is told', () => {
  const { clock } = preferClock(clocked(0.2, 0.001))
  assert.equal(clock.used, 'cpu')
  assert.ok((clock.scatter?.monotonic ?? 0) > 0.05)
  assert.ok((clock.scatter?.cpu ?? 1) < 0.005)
  const { clock: told, warnings } = analyse(clocked(0.2, 0.001))
  assert.equal(told.used, 'cpu')
  assert.deepEqual(
    warnings.filter(({ code }) => code === 'cpu-clock').map(({ cells }) => cells),
    [undefined],
  )
})

test('figures are those of the clock that is used', () => {
  assert.ok(Math.abs(speedup(clocked(0.2, 0.001)) - 2) < 0.02)
  assert.ok(Math.abs(speedup(clocked(0.001, 0.001)) - 3) < 0.03)
})

test('the monotonic clock stays unless the other scatters by less than half', () => {
  for (const [monotonic, cpu] of [
    [0.01, 0.008],
    [0.001, 0.2],
  ] as const) {
    const result = clocked(monotonic, cpu)
    const chosen = preferClock(result)
    assert.equal(chosen.clock.used, 'monotonic')
    assert.ok(chosen.clock.scatter)
    assert.equal(chosen.result, result)
    assert.ok(!analyse(result).warnings.some(({ code }) => code === 'cpu-clock'))
  }
})

test('there is no choice without a null row, or without processor times of every row', () => {
  const monotonic = { used: 'monotonic' }
  assert.deepEqual(preferClock(syntheticResult()).clock, monotonic)
  const alone = clocked(0.2, 0.001)
  alone.rows = alone.rows.filter(({ role }) => role !== 'null')
  assert.deepEqual(preferClock(alone).clock, monotonic)
  const partly = clocked(0.2, 0.001)
  for (const { cpuNs } of partly.cells) delete cpuNs?.['ts/punt-range']
  assert.deepEqual(preferClock(partly).clock, monotonic)
  const coarse = clocked(0.2, 0.001)
  for (const { cpuNs } of coarse.cells) cpuNs?.['ts/per-page']?.unmap?.fill(0, 0, 1)
  assert.deepEqual(preferClock(coarse).clock, monotonic, 'a clock that did not move')
})
