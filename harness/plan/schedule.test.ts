import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { schedule, scheduledMs } from './schedule.js'

test('rounds come before longer epochs', () => {
  // 5 rows, 5 generations, 1 cell: 2 s a generation. A cycle of all rows takes 1 ms.
  const [cell] = schedule([{ cycleMs: 1 }], 5, 5, 10_000)
  assert.deepEqual(cell, { rounds: 8, cycles: 249 })
})

test('a cell whose cycles are long has fewer rounds, and at least two of three cycles', () => {
  const [long] = schedule([{ cycleMs: 300 }], 5, 5, 10_000)
  assert.deepEqual(long, { rounds: 2, cycles: 3 })
  const [tooLong] = schedule([{ cycleMs: 5000 }], 5, 5, 10_000)
  assert.deepEqual(tooLong, { rounds: 2, cycles: 3 })
})

test('a cell takes no more than its share, or the least that makes sense', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.05, max: 20, noNaN: true }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 2, max: 12 }),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1000, max: 600_000 }),
      (cycles, rows, generations, totalMs) => {
        const share = totalMs / (cycles.length * generations)
        const costs = cycles.map((cycleMs) => ({ cycleMs }))
        const schedules = schedule(costs, rows, generations, totalMs)
        for (const [at, cost] of costs.entries()) {
          const least = scheduledMs([cost], [{ rounds: 2, cycles: 3 }], 1)
          const planned = scheduledMs([cost], [schedules[at]], 1)
          assert.ok(planned <= Math.max(share, least) * 1.0001, `${planned} ms of ${share}`)
        }
      },
    ),
    { seed: 2 },
  )
})
