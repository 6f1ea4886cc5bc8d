import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settle } from './settle.js'

/** A clock that only runs while cycles do, and a cell whose cycles take `msOf(cycle)`. */
function fake(msOf: (cycle: number) => number) {
  let ms = 0
  let cycle = 0
  const batches: number[] = []
  const run = (cycles: number) => {
    const before = ms
    for (let at = 0; at < cycles; at++) ms += msOf(cycle++)
    batches.push(cycles)
    return { ns: { map: ((ms - before) / cycles) * 1e6 } }
  }
  return { run, now: () => ms, batches }
}

test('times that stand still take four batches', () => {
  const { batches, now, run } = fake(() => 0.1)
  assert.equal(settle(run, 0, now), true)
  assert.deepEqual(batches, [1, 10, 10, 10])
})

test('it goes on for as long as it was asked to', () => {
  const { batches, now, run } = fake(() => 1)
  settle(run, 20, now)
  assert.equal(batches.length, 20)
})

test('times that fall are waited for until they stand', () => {
  const { batches, now, run } = fake((cycle) => 1 + 4 * 0.8 ** cycle)
  assert.equal(settle(run, 0, now), true)
  assert.ok(batches.length > 10, `${batches.length} batches`)
})

test('times that go up and down by chance are no trend', () => {
  const { batches, now, run } = fake((cycle) => (cycle % 2 === 0 ? 1 : 1.5))
  assert.equal(settle(run, 0, now), true)
  assert.equal(batches.length, 4)
})

test('times that never stand still are flagged after two seconds', () => {
  const slow = fake(() => 100)
  let batch = 0
  const falling = (cycles: number) => {
    slow.run(cycles)
    return { ns: { map: 1e6 * 0.9 ** batch++ } }
  }
  assert.equal(settle(falling, 0, slow.now), false)
  assert.ok(slow.now() > 2000 && slow.now() < 2200, `${slow.now()} ms`)
})
