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
  const { cycleNs, ns, settled } = settle(run, 0, now)
  assert.equal(settled, true)
  assert.deepEqual(batches, [1, 10, 10, 10])
  assert.equal(Math.round(cycleNs), 100_000)
  assert.equal(Math.round(ns.map ?? 0), 100_000)
})

test('it goes on for as long as it was asked to', () => {
  const { batches, now, run } = fake(() => 1)
  settle(run, 20, now)
  assert.equal(batches.length, 20)
})

test('times that fall are waited for until they stand', () => {
  const { batches, now, run } = fake((cycle) => 1 + 4 * 0.8 ** cycle)
  const { ns, settled } = settle(run, 0, now)
  assert.equal(settled, true)
  assert.ok(batches.length > 10, `${batches.length} batches`)
  assert.ok((ns.map ?? 0) < 1.05e6, `${ns.map} ns`)
})

test('times that go up and down by chance are no trend', () => {
  const { batches, now, run } = fake((cycle) => (cycle % 2 === 0 ? 1 : 1.5))
  assert.equal(settle(run, 0, now).settled, true)
  assert.equal(batches.length, 4)
})

test('times that never stand still are flagged after two seconds', () => {
  const slow = fake(() => 100)
  let batch = 0
  const falling = (cycles: number) => {
    slow.run(cycles)
    return { ns: { map: 1e6 * 0.9 ** batch++ } }
  }
  const { settled } = settle(falling, 0, slow.now)
  assert.equal(settled, false)
  assert.ok(slow.now() > 2000 && slow.now() < 2200, `${slow.now()} ms`)
})
