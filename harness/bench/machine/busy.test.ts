import assert from 'node:assert/strict'
import { test } from 'node:test'
import { busyBetween, busyCpus } from './busy.js'

test('what this process used is not what others used', () => {
  const before = { at: 1000, busy: 50_000, own: 700 }
  const after = { at: 1200, busy: 50_350, own: 750 }
  assert.equal(busyBetween(before, after), 1.5)
})

test('coarse ticks never make it negative', () => {
  assert.equal(busyBetween({ at: 0, busy: 0, own: 0 }, { at: 100, busy: 0, own: 9 }), 0)
})

test('no time, no use', () => {
  assert.equal(busyBetween({ at: 5, busy: 0, own: 0 }, { at: 5, busy: 10, own: 0 }), 0)
})

test('this machine gives a number', async () => {
  const busy = await busyCpus(20)
  assert.ok(Number.isFinite(busy) && busy >= 0)
})
