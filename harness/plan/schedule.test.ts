import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { schedule, scheduledMs } from './schedule.js'

test('rounds come before longer epochs', () => {
  // 5 rows, 5 generations, 1 cell: 2 s a generation. A cycle of all rows takes 1 ms.
  const [cell] = schedule([{ cycleMs: 1, rows: 5 }], 5, 10_000)
  assert.deepEqual(cell, { rounds: 32, cycles: 61 })
})

test('a cell whose cycles are long has fewer rounds, and at least two of three cycles', () => {
  const [long] = schedule([{ cycleMs: 300, rows: 5 }], 5, 10_000)
  assert.deepEqual(long, { rounds: 2, cycles: 3 })
  const [tooLong] = schedule([{ cycleMs: 5000, rows: 5 }], 5, 10_000)
  assert.deepEqual(tooLong, { rounds: 2, cycles: 3 })
})

test('a cell takes no more than its share by rows, or the least that makes sense', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          cycleMs: fc.double({ min: 0.05, max: 20, noNaN: true }),
          rows: fc.integer({ min: 2, max: 12 }),
        }),
        { minLength: 1, maxLength: 20 },
      ),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1000, max: 600_000 }),
      (costs, generations, totalMs) => {
        const allRows = costs.reduce((sum, { rows }) => sum + rows, 0)
        const schedules = schedule(costs, generations, totalMs)
        for (const [at, cost] of costs.entries()) {
          const share = (totalMs * cost.rows) / (allRows * generations)
          const cycles = Math.max(3, Math.floor((8 * cost.rows) / cost.cycleMs) - 1)
          const least = scheduledMs([cost], [{ rounds: 2, cycles }], 1)
          const planned = scheduledMs([cost], [schedules[at]], 1)
          assert.ok(planned <= Math.max(share, least) * 1.0001, `${planned} ms of ${share}`)
        }
      },
    ),
    { seed: 2 },
  )
})

test('an epoch is never so short that asking for it costs more than it', () => {
  // 5 rows of 0.2 ms a cycle: 8 ms are 40 cycles, one of which is thrown away.
  assert.deepEqual(schedule([{ cycleMs: 1, rows: 5 }], 5, 0), [{ rounds: 2, cycles: 39 }])
})

test('where no row is left alive there is nothing to share out, and no endless round', () => {
  assert.deepEqual(schedule([{ cycleMs: 1, rows: 0 }], 5, 10_000), [{ rounds: 2, cycles: 3 }])
})
