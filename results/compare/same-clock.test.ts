import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Result } from '../schema.js'
import { compareTwo, figureAt, quietRun } from './fixtures.js'
import { onOneClock } from './same-clock.js'

/** A run on a busy machine: the processor's time is half of the monotonic one, and far steadier. */
function busy(seed: number): Result {
  const noisy = quietRun({ seed, noise: { generation: 0.2, round: 0.2, row: 0.2 } })
  const steady = quietRun({ seed })
  for (const [at, cell] of noisy.cells.entries()) {
    const { ns = {} } = steady.cells[at] ?? {}
    cell.cpuNs = Object.fromEntries(
      Object.entries(ns).map(([row, columns]) => [
        row,
        Object.fromEntries(
          Object.entries(columns).map(([op, times]) => [
            op,
            times.map((time) => (time === null ? null : time / 2)),
          ]),
        ),
      ]),
    )
  }
  return noisy
}

test('runs that agree on the processor time are compared by it', () => {
  const { comparison, run } = compareTwo(busy(1), busy(2))
  assert.equal(comparison.clock, 'cpu')
  const { interval } = figureAt(run, '64K@4K', 'ts/punt-range', 'map').changes.time ?? {}
  assert.ok(interval && interval.high / interval.low < 1.1)
})

test('runs of different clocks are compared by the one that both have', () => {
  const quiet = quietRun({ seed: 1 })
  const { used, runs } = onOneClock([
    { name: 'a', result: quiet },
    { name: 'b', result: busy(2) },
  ])
  assert.equal(used, 'monotonic')
  assert.ok(runs.every(({ result }) => result.cells.every(({ cpuNs }) => cpuNs === undefined)))
  const { comparison, run } = compareTwo(quiet, busy(2))
  assert.equal(comparison.clock, 'monotonic')
  const estimate = figureAt(run, '64K@4K', 'ts/punt-range', 'map').changes.time?.estimate ?? 0
  assert.ok(estimate > 0.6, 'not monotonic over half of it')
})
